import Foundation

/// One line of `/proc/<id>/stat` (`man 5 proc`).
struct ProcessStatus {
    let id: Int
    /// Name of the program.
    let name: String
    /// User and system time used so far.
    let seconds: Double

    /// Nil when the process is gone.
    init?(id: Int) {
        guard let text = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8) else { return nil }
        let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(id)/exe")
        self.init(id: id, stat: text, program: program)
    }

    /// Nil when the text is no such line. The name in it stands in parentheses, may hold any character and is cut after 15 bytes; then
    /// the name of the file of the `program` is taken.
    init?(id: Int, stat: String, program: String? = nil) {
        guard let open = stat.firstIndex(of: "("), let close = stat.lastIndex(of: ")"), open < close else { return nil }
        let fields = stat[stat.index(after: close)...].split(separator: " ")
        guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else { return nil }
        self.id = id
        let short = String(stat[stat.index(after: open)..<close])
        name = short.utf8.count < 15 ? short : program?.split(separator: "/").last.map(String.init) ?? short
        seconds = (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// Whether the process was started with that `LEADR_DATA`, or works in that folder.
    func belongs(to data: String) -> Bool {
        let files = FileManager.default
        let folder = (try? files.destinationOfSymbolicLink(atPath: "/proc/\(id)/cwd")) ?? ""
        if folder == data || folder.hasPrefix(data + "/") { return true }
        return files.contents(atPath: "/proc/\(id)/environ")?.range(of: Data("LEADR_DATA=\(data)\0".utf8)) != nil
    }
}
