import ByteJSON
import Hummingbird
import LeadrDomain
import LeadrServices

/// Health checks and the root (`contract/platform.md §8.6`); served without credentials.
struct HealthRoutes {
    let health: HealthService

    func register(in table: inout RouteTable) {
        table.on(.get, "/health", Self.operation("Tell how the service is", "service", "status", "database", "redis"), report)
        table.on(.get, "/health/live", Self.operation("Tell that the process answers", "status"), live)
        table.on(.get, "/health/ready", Self.operation("Tell whether requests should come here", "status").fails(.serviceUnavailable), ready)
        table.on(.get, "/", Self.operation("Name the API", "message", "version", "docs"), root)
    }

    private static func operation(_ summary: String, _ members: String...) -> Operation {
        Operation(summary, tag: "health", access: .open).answers(.ok, .object(members.map { SchemaField($0, .string) }, isClosed: true))
    }

    /// Always 200; what is wrong stands in the body.
    private func report(_ request: Request, _ context: LeadrContext) async throws -> Response {
        let report = await health.report()
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("service", report.service)
        writer.member("status", report.isHealthy ? "healthy" : "degraded")
        writer.member("database", report.database)
        writer.member("redis", report.redis)
        writer.endObject()
        return .json(.ok, writer.bytes)
    }

    /// Looks at nothing: a process that answers is alive.
    private func live(_ request: Request, _ context: LeadrContext) async throws -> Response {
        .status(.ok, "ok")
    }

    /// Whether requests should be sent here.
    private func ready(_ request: Request, _ context: LeadrContext) async throws -> Response {
        await health.isReady() ? .status(.ok, "ready") : .status(.serviceUnavailable, "not ready")
    }

    private func root(_ request: Request, _ context: LeadrContext) async throws -> Response {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("message", "LEADR API")
        writer.member("version", ProductVersion.current)
        writer.member("docs", "/docs")
        writer.endObject()
        return .json(.ok, writer.bytes)
    }
}

extension Response {
    fileprivate static func status(_ status: HTTPResponse.Status, _ text: String) -> Response {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("status", text)
        writer.endObject()
        return .json(status, writer.bytes)
    }
}
