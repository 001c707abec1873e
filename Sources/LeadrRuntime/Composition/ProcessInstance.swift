import Foundation

/// Names one start of one process, for operators to recognise and for leases to tell apart.
enum ProcessInstance {
    /// `<role>@<host>:<process id>:<random>`; without blanks and other characters that would need escaping anywhere.
    static func name(_ role: ProcessRole) -> String {
        let random = String(UInt32.random(in: .min ... .max), radix: 36)
        return "\(role.processName)@\(host()):\(ProcessInfo.processInfo.processIdentifier):\(random)"
    }

    private static func host() -> String {
        let name = ProcessInfo.processInfo.hostName
        return String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == ".") ? $0 : "-" })
    }
}
