import LeadrServices
import ServiceLifecycle
import TestSupport
import Testing

@testable import LeadrRuntime

@Suite("API process with hooks")
struct HookCompositionTests {
    private struct NoHooks: ServiceHooks {}

    private func context() throws -> ProcessContext {
        let changes = [
            "ENABLE_CLIENT_API": "true", "PORT": "0", "HOST": "127.0.0.1", "JWT_SECRET": "hook-test-jwt-secret-0123456789abcdef",
            "API_KEY_SECRET": "hook-test-api-key-secret-0123456789", "SUPERADMIN_API_KEY": "ldr_" + String(repeating: "k", count: 43),
        ]
        let environment = BootBench.environment(redis: TestServers.redisURL, database: "unused").merging(changes) { $1 }
        let settings = try LeadrSettings(from: SettingsSource(environment: environment), role: .api)
        return ProcessContext(role: .api, settings: settings, logger: TestDatabase.logger)
    }

    @Test func `what is left for later runs in one queue that starts before the server and stops after it`() throws {
        let hooked = try Composition.api(try context(), hooks: NoHooks())
        #expect(hooked.clients.count { $0 is BackgroundWork } == 1)
        let plain = try Composition.api(try context())
        #expect(plain.clients.count { $0 is BackgroundWork } == 1)
    }
}
