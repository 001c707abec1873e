/// Why an object store could not do what it was asked for.
public enum ObjectStoreError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Nothing is kept under the key.
    case missing(String)
    /// The store answered with an error: status, its code, and its text.
    case refused(status: Int, code: String, text: String)
    /// The store did not answer, or broke off.
    case unreachable(String)
    /// A file of this machine cannot be read or written.
    case file(String)
    /// The address of the store is none.
    case malformedEndpoint(String)

    /// One line for an operator.
    public var description: String {
        switch self {
        case .missing(let key): "there is no object \(key)"
        case .refused(let status, let code, let text): "the object store answered \(status) \(code): \(text)"
        case .unreachable(let reason): "the object store cannot be reached: \(reason)"
        case .file(let reason): reason
        case .malformedEndpoint(let text): "\(text) is no address of an object store"
        }
    }
}
