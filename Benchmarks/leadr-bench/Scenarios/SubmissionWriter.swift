import LeadrDomain
import NIOCore

/// Writes the two requests of a submission for one session. Values, boards and names vary; sizes are those of a small game.
struct SubmissionWriter {
    private let boards: [[UInt8]]
    private let preference: [UInt8]
    private var random: SplitMix64
    private var body = ByteBuffer()

    /// - Parameters:
    ///   - wait: seconds that the server is asked to wait for the result; nil asks for the receipt.
    ///   - seed: the same seed gives the same values and boards.
    init(boards: [BenchBoard], wait: Int?, seed: Int) {
        self.boards = boards.map { Array("{\"board_id\":\"\($0.id.wire)\",\"value\":".utf8) }
        preference = wait.map { Array("Prefer: wait=\($0)\r\n".utf8) } ?? []
        random = SplitMix64(state: UInt64(seed))
    }

    /// `GET /v1/client/nonce`.
    func writeNonceRequest(_ session: BenchSession, to buffer: inout ByteBuffer) {
        buffer.writeBytes(session.nonceRequest)
    }

    /// `POST /v1/client/scores`.
    mutating func writeSubmission(_ session: BenchSession, nonce: [UInt8], to buffer: inout ByteBuffer) {
        writeBody(session)
        buffer.writeBytes(session.submissionHead)
        buffer.writeBytes(preference)
        buffer.writeStaticString("leadr-client-nonce: ")
        buffer.writeBytes(nonce)
        buffer.writeStaticString("\r\nContent-Length: ")
        buffer.writeDecimal(body.readableBytes)
        buffer.writeStaticString("\r\n\r\n")
        buffer.writeBuffer(&body)
    }

    private mutating func writeBody(_ session: BenchSession) {
        let value = Int.random(in: 1...1_000_000, using: &random)
        body.clear()
        body.writeBytes(boards[Int.random(in: boards.indices, using: &random)])
        body.writeDecimal(value)
        body.writeStaticString(",\"value_display\":\"")
        body.writeDecimal(value)
        body.writeStaticString(" pts\",\"player_name\":\"")
        body.writeBytes(session.name)
        body.writeStaticString("\",\"metadata\":{\"level\":7,\"character\":\"mage\",\"seconds\":")
        body.writeDecimal(value % 600)
        body.writeStaticString("}}")
    }
}
