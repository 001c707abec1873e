import Foundation

/// Text in a header field: one line, and encoded where it is not plain ASCII (RFC 2047).
enum HeaderText {
    /// The text as it may stand behind the name of a field; lines are folded.
    static func encoded(_ text: String) -> String {
        let line = singleLine(text)
        return isPlain(line) ? line : words(line).map { "=?utf-8?B?\(Data($0.utf8).base64EncodedString())?=" }.joined(separator: "\r\n ")
    }

    /// Whatever would end the line, or is no text, becomes a blank.
    private static func singleLine(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { isBreaking($0) ? " " : $0 }))
    }

    private static func isBreaking(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }

    /// Short ASCII that cannot be taken for an encoded word.
    private static func isPlain(_ line: String) -> Bool {
        line.utf8.count <= 200 && line.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !line.contains("=?")
    }

    /// Pieces of at most 45 bytes, 60 characters in Base64, so that each encoded word stays below 75; no character is cut apart.
    private static func words(_ line: String) -> [String] {
        var words: [String] = []
        var word = ""
        for scalar in line.unicodeScalars {
            if word.utf8.count + UTF8.width(scalar) > 45 {
                words.append(word)
                word = ""
            }
            word.unicodeScalars.append(scalar)
        }
        return words + [word]
    }
}
