/// Why a `limit` parameter was refused; answered with 422 at `["query","limit"]` (`contract/pagination.md §1`, `contract/platform.md §1`).
public enum PageLimitError: Error, Hashable, Sendable {
    /// The text is no integer.
    case notAnInteger
    /// Less than 1.
    case tooSmall
    /// More than 100.
    case tooLarge

    /// The `type` of the validation error.
    public var type: String {
        switch self {
        case .notAnInteger: "int_parsing"
        case .tooSmall: "greater_than_equal"
        case .tooLarge: "less_than_equal"
        }
    }
}

extension PageLimitError: CustomStringConvertible {
    /// The `msg` of the validation error.
    public var description: String {
        switch self {
        case .notAnInteger: "Input should be a valid integer, unable to parse string as an integer"
        case .tooSmall: "Input should be greater than or equal to 1"
        case .tooLarge: "Input should be less than or equal to 100"
        }
    }
}
