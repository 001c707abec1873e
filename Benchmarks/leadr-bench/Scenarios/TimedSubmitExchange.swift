import NIOCore

/// Open loop: submissions at fixed times, each waiting for its result (201). The nonce is fetched beforehand.
///
/// A latency runs from the time at which the submission was due, not from when it could be sent, so that a server that stalls does not
/// hide the submissions it held up.
struct TimedSubmitExchange: LoadExchange {
    private let session: BenchSession
    private let window: LoadWindow
    private let interval: TimeAmount
    private var writer: SubmissionWriter
    private var due: NIODeadline
    private var nonce: [UInt8]?
    private var isSubmitting = false
    private var result = LoadReport()

    /// - Parameters:
    ///   - first: when the first submission of this connection is due.
    ///   - interval: time between its submissions.
    init(_ session: BenchSession, writer: SubmissionWriter, window: LoadWindow, first: NIODeadline, interval: TimeAmount) {
        self.session = session
        self.writer = writer
        self.window = window
        self.interval = interval
        due = first
    }

    mutating func next(_ buffer: inout ByteBuffer, now: NIODeadline) -> LoadStep {
        guard due < window.end else { return .finish }
        guard let nonce else {
            isSubmitting = false
            writer.writeNonceRequest(session, to: &buffer)
            return .send
        }
        guard now >= due else { return .wait(until: due) }
        writer.writeSubmission(session, nonce: nonce, to: &buffer)
        self.nonce = nil
        isSubmitting = true
        return .send
    }

    mutating func received(status: Int, body: ByteBuffer, now: NIODeadline) {
        switch (isSubmitting, status) {
        case (false, 200):
            nonce = body.bytes(after: BenchSession.nonceField, until: UInt8(ascii: "\""))
            if nonce == nil { giveUp("nonce without value", status, body) }
        case (true, 201):
            record(now)
            due = due + interval
        default:
            giveUp(isSubmitting ? "submit" : "nonce", status, body)
        }
    }

    func report(failure: String?) -> LoadReport { result.ended(failure) }

    /// Counts by the time due: an answer that comes after the end belongs to the measurement as well.
    private mutating func record(_ now: NIODeadline) {
        result.accepted += 1
        guard window.counts(due) else { return }
        result.counted += 1
        result.latencies.append(UInt32(clamping: (now - due).nanoseconds / 1000))
    }

    private mutating func giveUp(_ request: String, _ status: Int, _ body: ByteBuffer) {
        result.refuse(request, status: status, body: body)
        due = due + interval
    }
}
