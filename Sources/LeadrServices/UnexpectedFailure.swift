/// Something that ought not to happen and that no client can help: 500, with the details in the log only.
public struct UnexpectedFailure: Error, CustomStringConvertible {
    /// What happened, for the operator.
    public let description: String

    /// A failure.
    public init(_ description: String) {
        self.description = description
    }
}
