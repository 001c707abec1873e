/// Puts answers together from bytes as they come (RFC 5321 §4.2.1). Bounded: a server cannot make it keep more than an answer may have.
struct SMTPReplyParser: Sendable {
    private static let longestLine = 2048
    private static let mostLines = 100

    private var line: [UInt8] = []
    private var texts: [String] = []
    private var code: Int?

    /// Whether no part of an answer waits for the rest.
    var isIdle: Bool { line.isEmpty && texts.isEmpty }

    /// Takes bytes in and returns the answers that end in them.
    mutating func read(_ bytes: some Sequence<UInt8>) throws(SMTPFault) -> [SMTPReply] {
        var replies: [SMTPReply] = []
        for byte in bytes {
            guard byte == UInt8(ascii: "\n") else {
                guard line.count < Self.longestLine else { throw .malformed }
                line.append(byte)
                continue
            }
            if line.last == UInt8(ascii: "\r") { line.removeLast() }
            if let reply = try endLine() { replies.append(reply) }
        }
        return replies
    }

    /// Three digits, then `-` when more lines follow, else a blank or nothing; all lines with the same number.
    private mutating func endLine() throws(SMTPFault) -> SMTPReply? {
        defer { line.removeAll(keepingCapacity: true) }
        guard line.count >= 3, let number = Int(String(decoding: line[..<3], as: UTF8.self)), (200...599).contains(number),
            code == nil || code == number, texts.count < Self.mostLines
        else { throw .malformed }
        let separator = line.count > 3 ? line[3] : UInt8(ascii: " ")
        guard separator == UInt8(ascii: " ") || separator == UInt8(ascii: "-") else { throw .malformed }
        texts.append(String(decoding: line.dropFirst(4), as: UTF8.self))
        code = number
        guard separator == UInt8(ascii: " ") else { return nil }
        defer {
            texts = []
            code = nil
        }
        return SMTPReply(code: number, lines: texts)
    }
}
