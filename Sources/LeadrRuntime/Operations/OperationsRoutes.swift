import ByteJSON
import HTTPTypes
import Hummingbird
import NIOCore

/// The routes of the operations server.
struct OperationsRoutes: Sendable {
    let registry: PrometheusRegistry?
    let health: HealthRegistry

    func router() -> Router<BasicRequestContext> {
        let router = Router()
        router.get("health/live") { _, _ in liveness() }
        router.get("health/ready") { _, _ in await readiness() }
        if let registry { router.get("metrics") { _, _ in Self.metrics(registry) } }
        return router
    }

    private func liveness() -> Response {
        let stalled = health.stalledLoops()
        return Self.response(stalled.isEmpty ? .ok : .serviceUnavailable, HealthReport.liveness(stalled: stalled))
    }

    private func readiness() async -> Response {
        let readiness = await health.readiness()
        return Self.response(readiness.isReady ? .ok : .serviceUnavailable, HealthReport.readiness(readiness))
    }

    private static func metrics(_ registry: PrometheusRegistry) -> Response {
        response(.ok, type: PrometheusText.contentType, registry.exposition())
    }

    private static func response(_ status: HTTPResponse.Status, _ body: [UInt8]) -> Response {
        response(status, type: "application/json", body)
    }

    private static func response(_ status: HTTPResponse.Status, type: String, _ body: [UInt8]) -> Response {
        Response(
            status: status,
            headers: [.contentType: type, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body))
        )
    }
}
