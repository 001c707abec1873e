import Hummingbird
import HummingbirdTesting
import LeadrServices
import Logging
import Synchronization
import TestSupport
import Testing

@testable import LeadrHTTP

@Suite("Work left for after the answer")
struct DeferredWorkTests {
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    @Test func `it runs once, after the answer was written`() async throws {
        let events = try await serve { response in response }
        #expect(events == ["written", "later"])
    }

    @Test func `it runs also when the client is gone before anything of the answer is written`() async throws {
        // Like a head that cannot be written: nobody asks for the body.
        let events = try await serve { response in Response(status: response.status) }
        #expect(events == ["later"])
    }

    @Test func `a refused request leaves none`() async throws {
        let events = try await serve(refusing: true) { response in response }
        #expect(events.isEmpty)
    }

    /// Serves one request that leaves work for later, and tells what happened in which order.
    ///
    /// - Parameter delivery: What becomes of the response on its way out.
    private func serve(refusing: Bool = false, _ delivery: @escaping @Sendable (Response) -> Response) async throws -> [String] {
        let events = Events()
        let work = BackgroundWork(width: 1, logger: logger)
        let router = Router(context: LeadrContext.self)
        router.add(middleware: Delivery(change: delivery))
        router.add(middleware: DeferredWorkMiddleware(work: work, hasHooks: true))
        router.get("/") { _, _ in
            work.add("later") { events.add("later") }
            if refusing { throw HTTPError(.conflict) }
            return Response(
                status: .ok,
                body: ResponseBody { writer in
                    events.add("written")
                    try await writer.finish(nil)
                }
            )
        }
        let running = Task { try await work.run() }
        try await Application(router: router, logger: logger).test(.router) { client in
            _ = try await client.execute(uri: "/", method: .get)
        }
        // What was added before the last piece ran before it.
        work.add("end") { events.add("end") }
        #expect(await eventually { events.all.last == "end" })
        running.cancel()
        return events.all.dropLast()
    }
}

/// Stands for the way between the middleware and the client.
private struct Delivery: RouterMiddleware {
    typealias Context = LeadrContext

    let change: @Sendable (Response) -> Response

    func handle(_ request: Request, context: LeadrContext, next: (Request, LeadrContext) async throws -> Response) async throws -> Response {
        change(try await next(request, context))
    }
}

/// What happened, in order.
private final class Events: Sendable {
    private let list = Mutex<[String]>([])

    var all: [String] { list.withLock { $0 } }

    func add(_ event: String) {
        list.withLock { $0.append(event) }
    }
}
