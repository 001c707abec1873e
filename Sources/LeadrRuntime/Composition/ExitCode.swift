/// How a process tells its supervisor why it ended.
enum ExitCode: Int32, Sendable {
    /// Told to stop, and stopped.
    case clean = 0
    /// Started with settings that cannot work; starting again without a change is pointless.
    case configuration = 1
    /// Told to stop, and stopped without something that did not; its jobs were given back. sysexits.h calls it a temporary failure.
    case unfinished = 75
    /// Anything else; sysexits.h calls it an internal software error.
    case failure = 70
}
