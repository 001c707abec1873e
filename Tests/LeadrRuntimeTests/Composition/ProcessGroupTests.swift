import Logging
import ServiceLifecycle
import Synchronization
import Testing

@testable import LeadrRuntime

@Suite struct ProcessGroupTests {
    private struct Failure: Error {}

    /// What happened, in order.
    private final class Journal: Sendable {
        private let entries = Mutex<[String]>([])
        func note(_ entry: String) { entries.withLock { $0.append(entry) } }
        var all: [String] { entries.withLock { $0 } }
    }

    /// Tells when it starts and stops.
    private struct Noting: Service {
        let name: String
        let journal: Journal
        func run() async throws {
            journal.note("start \(name)")
            try? await gracefulShutdown()
            journal.note("stop \(name)")
        }
    }

    /// Ends at once, as a command does.
    private struct Brief: Service {
        let journal: Journal
        func run() async throws { journal.note("brief") }
    }

    private let journal = Journal()

    private func context() throws -> ProcessContext {
        let settings = try LeadrSettings(from: SettingsSource(environment: ["ENV": "TEST"]), role: .command)
        return ProcessContext(role: .command, settings: settings, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    @Test func `work begins when the preparation is done, and clients stop last`() async throws {
        let journal = journal
        let composition = Composition(
            clients: [Noting(name: "client", journal: journal)],
            prepare: { journal.note("prepared") },
            work: [Noting(name: "work", journal: journal), Brief(journal: journal)]
        )
        try await ProcessGroup(context: context(), composition: composition).run(signals: [])
        let all = journal.all
        let order = ["prepared", "brief", "stop work", "stop client"].compactMap(all.firstIndex)
        #expect(order.count == 4 && order == order.sorted())
    }

    @Test func `a failed preparation stops the process before any work`() async throws {
        let composition = Composition(
            clients: [Noting(name: "client", journal: journal)],
            prepare: { throw StartupError("Redis is too old") },
            work: [Noting(name: "work", journal: journal)]
        )
        await #expect(throws: StartupError("Redis is too old")) {
            try await ProcessGroup(context: context(), composition: composition).run(signals: [])
        }
        #expect(!journal.all.contains("start work"))
    }

    @Test func `readiness is off until prepared and off again while draining`() async throws {
        let context = try context()
        let journal = journal
        let composition = Composition(
            prepare: { journal.note("before \(await context.health.readiness().isReady)") },
            work: [Noting(name: "work", journal: journal), Brief(journal: journal)]
        )
        try await ProcessGroup(context: context, composition: composition).run(signals: [])
        #expect(journal.all.first == "before false")
        #expect(await context.health.readiness().isDraining)
    }

    @Test func `a latch lets everybody through once open`() async {
        let latch = Latch()
        async let first: Void = latch.wait()
        async let second: Void = latch.wait()
        latch.open()
        _ = await (first, second)
        await latch.wait()
        #expect(latch.isOpen)
    }

    @Test func `waiting at a latch ends with the task`() async {
        let latch = Latch()
        let waiting = Task { await latch.wait() }
        waiting.cancel()
        await waiting.value
        #expect(!latch.isOpen)
    }

    @Test func `an instance is named without characters that need escaping`() {
        let name = ProcessInstance.name(.scheduler)
        #expect(name.hasPrefix("leadr-scheduler@"))
        #expect(name.allSatisfy { $0.isASCII && !$0.isWhitespace && $0 != "{" && $0 != "}" })
        #expect(ProcessInstance.name(.scheduler) != name)
    }
}

@Suite struct LeadrProcessTests {
    @Test func `wrong settings end a process with code 1 before anything is built`() async {
        let code = await LeadrProcess.code(.api, source: SettingsSource(environment: ["DB_PORT": "x"])) { _ in
            Issue.record("built in spite of wrong settings")
            return Composition(work: [])
        }
        #expect(code == .configuration)
        #expect(ExitCode.clean.rawValue == 0 && ExitCode.configuration.rawValue == 1)
    }
}
