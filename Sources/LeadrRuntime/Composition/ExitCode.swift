/// How a process tells its supervisor why it ended.
enum ExitCode: Int32, Sendable {
    /// Told to stop, and stopped.
    case clean = 0
    /// Started with settings that cannot work; starting again without a change is pointless.
    case configuration = 1
    /// Told to stop, and something was still not done when the grace time was over; sysexits.h calls it a temporary failure.
    case overdue = 75
    /// Anything else; sysexits.h calls it an internal software error.
    case failure = 70
}
