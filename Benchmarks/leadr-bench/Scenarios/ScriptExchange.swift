import NIOCore

/// Sends given requests one after the other and keeps the answers; for setting up.
struct ScriptExchange: LoadExchange {
    /// An answer, as it came.
    struct Answer: Sendable {
        let status: Int
        let body: [UInt8]
    }

    /// The answers in the order of the requests, and why there are fewer.
    struct Report: Sendable {
        let answers: [Answer]
        let failure: String?
    }

    private var remaining: ArraySlice<[UInt8]>
    private var answers: [Answer] = []

    init(_ requests: [[UInt8]]) {
        remaining = requests[...]
    }

    mutating func next(_ buffer: inout ByteBuffer, now: NIODeadline) -> LoadStep {
        guard let request = remaining.popFirst() else { return .finish }
        buffer.writeBytes(request)
        return .send
    }

    mutating func received(status: Int, body: ByteBuffer, now: NIODeadline) {
        answers.append(Answer(status: status, body: Array(body.readableBytesView)))
    }

    func report(failure: String?) -> Report { Report(answers: answers, failure: failure) }
}
