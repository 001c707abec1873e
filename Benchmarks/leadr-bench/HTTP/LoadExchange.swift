import NIOCore

/// What a connection does next.
enum LoadStep {
    /// Send the request that was just written.
    case send
    /// Ask again at that time.
    case wait(until: NIODeadline)
    /// Close; the work is done.
    case finish
}

/// The conversation on one connection: one request in flight, the next one chosen from what came back. Confined to the connection's event loop.
protocol LoadExchange: SendableMetatype {
    /// What is known when the connection is done.
    associatedtype Report: Sendable

    /// Chooses the next step; for `send` it appends one whole request to the empty `buffer`.
    mutating func next(_ buffer: inout ByteBuffer, now: NIODeadline) -> LoadStep

    /// Takes the answer to the last request. `body` is valid during the call only.
    mutating func received(status: Int, body: ByteBuffer, now: NIODeadline)

    /// The result. `failure` says why the connection ended early.
    func report(failure: String?) -> Report
}
