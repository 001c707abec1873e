/// What a hook answers a request with, where no case of `DomainError` has the status (`contract/platform.md §8.7`).
public struct HookRefusal: Error, Hashable, Sendable {
    /// HTTP status, 400 to 599.
    public let status: Int
    /// Text under `error`; the client sees it.
    public let text: String

    /// A refusal, for example 402 of a billing plan.
    ///
    /// - Parameters:
    ///   - status: 400 to 599; anything else is taken as 500.
    ///   - text: What the client is told.
    public init(status: Int, text: String) {
        self.status = (400...599).contains(status) ? status : 500
        self.text = text
    }
}
