import NIOCore
import NIOPosix

/// Opens connections on one event loop and runs an exchange on each of them.
struct LoadRun: Sendable {
    let target: LoadTarget
    /// The loop of all connections; one is enough to saturate the server, and leaves it the other cores.
    let loop: any EventLoop

    /// A run on one loop of its own thread.
    init(_ target: LoadTarget) {
        self.target = target
        loop = MultiThreadedEventLoopGroup.singleton.any()
    }

    /// Runs one exchange per connection, and returns when all have ended. A connection that fails is in its report.
    ///
    /// - Parameter make: makes the exchange of connection `0 ..< connections`; called on the event loop.
    func run<Exchange: LoadExchange>(
        connections: Int,
        start: NIODeadline,
        limit: NIODeadline,
        _ make: @escaping @Sendable (Int) -> Exchange
    ) async throws -> [Exchange.Report] {
        let reports = (0..<connections).map { index in
            connect(start: start, limit: limit) { make(index) }
        }
        return try await EventLoopFuture.whenAllSucceed(reports, on: loop).get()
    }

    private func connect<Exchange: LoadExchange>(
        start: NIODeadline,
        limit: NIODeadline,
        _ make: @escaping @Sendable () -> Exchange
    ) -> EventLoopFuture<Exchange.Report> {
        let done = loop.makePromise(of: Exchange.Report.self)
        ClientBootstrap(group: loop)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let connection = LoadConnection(make(), start: start, limit: limit, done: done)
                    try channel.pipeline.syncOperations.addHandler(connection)
                }
            }
            .connect(host: target.host, port: target.port)
            .whenFailure { error in done.succeed(make().report(failure: "connect: \(error)")) }
        return done.futureResult
    }
}
