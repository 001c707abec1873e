import Foundation

/// One line of `/proc/<id>/stat` (`man 5 proc`).
struct ProcessStatus {
    let id: Int
    let parent: Int
    /// Name of the program, at most 15 bytes.
    let name: String
    /// User and system time used so far.
    let seconds: Double

    /// Nil when the process is gone.
    init?(id: Int) {
        guard let text = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8) else { return nil }
        self.init(id: id, stat: text)
    }

    /// Nil when the text is no such line. The name is in parentheses and may hold any character.
    init?(id: Int, stat: String) {
        guard let open = stat.firstIndex(of: "("), let close = stat.lastIndex(of: ")"), open < close else { return nil }
        let fields = stat[stat.index(after: close)...].split(separator: " ")
        guard fields.count > 12, let parent = Int(fields[1]), let user = Double(fields[11]), let system = Double(fields[12]) else { return nil }
        self.id = id
        self.parent = parent
        name = String(stat[stat.index(after: open)..<close])
        seconds = (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// Whether the environment at the start of the process has an entry.
    func hasInEnvironment(_ entry: [UInt8]) -> Bool {
        guard let environment = FileManager.default.contents(atPath: "/proc/\(id)/environ") else { return false }
        return environment.range(of: Data(entry)) != nil
    }
}
