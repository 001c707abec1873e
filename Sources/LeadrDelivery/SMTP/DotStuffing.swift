/// The text of a message as it goes over the wire (RFC 5321 §4.5.2): a dot before every line that begins with one, and a line of one dot at the end.
enum DotStuffing {
    static func encoded(_ message: String) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(message.utf8.count + 64)
        var isLineStart = true
        for byte in message.utf8 {
            if isLineStart, byte == UInt8(ascii: ".") { result.append(byte) }
            result.append(byte)
            isLineStart = byte == UInt8(ascii: "\n")
        }
        if !isLineStart { result += Array("\r\n".utf8) }
        return result + Array(".\r\n".utf8)
    }
}
