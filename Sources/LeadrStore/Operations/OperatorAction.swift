import ByteJSON
import LeadrDomain

/// Something an operator changed, or began to change.
public struct OperatorAction: Sendable, Equatable {
    /// Its identity.
    public var id: OperatorActionID
    /// When it began.
    public var at: Timestamp
    /// Who acted.
    public var actor: String
    /// What was done, as a stable word.
    public var action: String
    /// What it was done to.
    public var target: String
    /// With which parameters.
    public var parameters: JSONValue
    /// How it ended; nil while it runs, and for ever when it was interrupted.
    public var result: JSONValue?
    /// When it ended.
    public var finishedAt: Timestamp?

    /// An action that begins.
    public init(id: OperatorActionID, at: Timestamp, actor: String, action: String, target: String, parameters: JSONValue) {
        self.id = id
        self.at = at
        self.actor = actor
        self.action = action
        self.target = target
        self.parameters = parameters
    }
}

extension SortableFields {
    /// Operators' actions, in the order in which they began.
    public static let operatorActions = SortableFields([.at])
}

extension SortSpec {
    /// Order of operators' actions without `sort`: the latest first.
    public static let latestActionFirst = SortSpec([SortTerm(.at, .descending), SortTerm(.id, .descending)])
}

extension SortField {
    fileprivate static let at = SortField("at", .timestamp)
}
