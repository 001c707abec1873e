import NIOCore

/// Closed loop: a nonce, then the submission that uses it, accepted with 202; the sessions of the connection take turns.
struct PairExchange: LoadExchange {
    private let sessions: [BenchSession]
    private let window: LoadWindow
    private var writer: SubmissionWriter
    private var turn = 0
    private var nonce: [UInt8]?
    private var isSubmitting = false
    private var started = NIODeadline.now()
    private var result = LoadReport()

    /// - Parameter sessions: those of this connection; at least one.
    init(_ sessions: [BenchSession], writer: SubmissionWriter, window: LoadWindow) {
        self.sessions = sessions
        self.writer = writer
        self.window = window
    }

    mutating func next(_ buffer: inout ByteBuffer, now: NIODeadline) -> LoadStep {
        let session = sessions[turn % sessions.count]
        if let nonce {
            writer.writeSubmission(session, nonce: nonce, to: &buffer)
            self.nonce = nil
            isSubmitting = true
        } else {
            guard now < window.end else { return .finish }
            started = now
            isSubmitting = false
            writer.writeNonceRequest(session, to: &buffer)
        }
        return .send
    }

    mutating func received(status: Int, body: ByteBuffer, now: NIODeadline) {
        switch (isSubmitting, status) {
        case (false, 200):
            nonce = body.bytes(after: BenchSession.nonceField, until: UInt8(ascii: "\""))
            if nonce == nil { result.refuse("nonce without value", status: status, body: body) }
        case (true, 202):
            result.accept(since: started, now: now, in: window)
            turn += 1
        default:
            result.refuse(isSubmitting ? "submit" : "nonce", status: status, body: body)
            turn += 1
        }
    }

    func report(failure: String?) -> LoadReport { result.ended(failure) }
}
