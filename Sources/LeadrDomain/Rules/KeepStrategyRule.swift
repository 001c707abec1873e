/// Which strategies go with which board type (`contract/scoring.md §2.1`; templates: `contract/rulings.md`).
public enum KeepStrategyRule {
    /// The strategy of a board: the requested one if it fits, the type's default if none was requested.
    ///
    /// - Throws: ``DomainError/badRequest(_:)`` when type and strategy contradict each other.
    public static func resolve(_ requested: KeepStrategy?, for type: BoardType) throws(DomainError) -> KeepStrategy {
        switch (type, requested) {
        case (.runIdentity, nil): return .best
        case (.runIdentity, .notApplicable): throw .badRequest("keep_strategy must be FIRST, BEST or LATEST for RUN_IDENTITY boards")
        case (.runIdentity, let strategy?): return strategy
        case (_, nil), (_, .notApplicable): return .notApplicable
        default: throw .badRequest("keep_strategy must be NA for \(type.wire) boards")
        }
    }
}
