import Foundation

/// Processor time of the measured processes by program, since they and the generator share the machine. Empty where there is no `/proc`.
///
/// An installation's processes are those that got the `LEADR_DATA` of this program or work in that folder, as its servers do.
struct ProcessorShares {
    private let start = ContinuousClock.now
    private let used = Self.seconds()

    /// Cores used on average by each program since this value was made, the largest first.
    var text: String {
        let wall = (ContinuousClock.now - start) / .seconds(1)
        let shares = Self.seconds().map { name, seconds in (name, (seconds - (used[name] ?? 0)) / wall) }
        let shown = shares.filter { $0.1 >= 0.01 }.sorted { $0.1 > $1.1 }
        return "cores: " + shown.map { name, cores in "\(name) \(String(format: "%.2f", cores))" }.joined(separator: ", ")
    }

    /// Seconds of processor time by name of the program.
    private static func seconds() -> [String: Double] {
        guard let data = ProcessInfo.processInfo.environment["LEADR_DATA"] else { return [:] }
        let files = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        let own = files.compactMap(Int.init).compactMap { ProcessStatus(id: $0) }.filter { $0.belongs(to: data) }
        return Dictionary(own.map { ($0.name, $0.seconds) }, uniquingKeysWith: +)
    }
}
