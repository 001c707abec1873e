/// Whether a process may be given work.
public struct Readiness: Sendable {
    /// True after the process was told to stop.
    public let isDraining: Bool
    /// The dependencies asked, in order of registration.
    public let dependencies: [(name: String, isAvailable: Bool)]

    /// True when nothing speaks against new work.
    public var isReady: Bool { !isDraining && dependencies.allSatisfy(\.isAvailable) }
}
