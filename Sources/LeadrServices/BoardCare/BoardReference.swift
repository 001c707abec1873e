import LeadrDomain

/// How an operator names a board: by id or by short code in any case.
public enum BoardReference: Hashable, Sendable, CustomStringConvertible {
    /// By id.
    case id(BoardID)
    /// By short code, in upper case.
    case shortCode(String)

    /// Reads a name; nil for text that is neither.
    public init?(_ text: String) {
        if let id = try? BoardID(wire: text) {
            self = .id(id)
        } else if !text.lowercased().hasPrefix("brd_"), let code = try? ShortCode.normalised(text) {
            self = .shortCode(code)
        } else {
            return nil
        }
    }

    /// The id or the code.
    public var description: String {
        switch self {
        case .id(let id): id.wire
        case .shortCode(let code): code
        }
    }
}
