extension Kinds {
    /// Tag of ``OperatorActionID``, prefix `opa`; an addition to the contract's kinds.
    public enum OperatorAction: EntityKind {
        /// Wire prefix.
        public static let prefix = "opa"
        /// Name in validation messages.
        public static let typeName = "OperatorActionID"
    }
}

/// Identifier with the wire prefix `opa`.
public typealias OperatorActionID = EntityID<Kinds.OperatorAction>

extension Kinds {
    /// Tag of ``TaskRunID``, prefix `tkr`; an addition to the contract's kinds.
    public enum TaskRun: EntityKind {
        /// Wire prefix.
        public static let prefix = "tkr"
        /// Name in validation messages.
        public static let typeName = "TaskRunID"
    }
}

/// Identifier of a run of a scheduled task, with the wire prefix `tkr`.
public typealias TaskRunID = EntityID<Kinds.TaskRun>
