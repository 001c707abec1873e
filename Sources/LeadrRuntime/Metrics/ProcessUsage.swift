import Foundation

/// Reads what the kernel counts for this process.
enum ProcessUsage {
    #if canImport(Glibc)
    private static let ownUsage = __rusage_who_t(RUSAGE_SELF.rawValue)
    #else
    private static let ownUsage = RUSAGE_SELF
    #endif

    /// Memory in bytes; nil where `/proc` is not there.
    static func memory() -> (resident: Int, virtual: Int)? {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return nil }
        return memory(statm: text, pageSize: Int(sysconf(Int32(_SC_PAGESIZE))))
    }

    /// Reads the first two fields of `statm`, total and resident pages.
    static func memory(statm: String, pageSize: Int) -> (resident: Int, virtual: Int)? {
        let pages = statm.split(separator: " ").prefix(2).compactMap { Int($0) }
        guard pages.count == 2 else { return nil }
        return (resident: pages[1] * pageSize, virtual: pages[0] * pageSize)
    }

    /// Processor time in seconds.
    static func processorTime() -> (user: Double, system: Double) {
        var usage = rusage()
        getrusage(ownUsage, &usage)
        return (user: seconds(usage.ru_utime), system: seconds(usage.ru_stime))
    }

    private static func seconds(_ time: timeval) -> Double {
        Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000
    }
}
