import Foundation

/// Standard output, line by line and unbuffered, so that figures appear when they are measured, also in a pipe.
enum Console {
    /// Prints a line.
    static func line(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }
}
