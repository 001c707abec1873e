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
