import ByteJSON
import LeadrDomain

extension BoardStateJob {
    /// The job for an operator's eyes, field names as on the wire.
    public func jsonDescription() -> JSONValue {
        var object: JSONObject = ["kind": .string(name), "format": .integer(Int64(Self.formatVersion)), "board_id": .string(boardID.wire)]
        switch self {
        case .recomputeRatio(_, let identity, let isTest), .recomputeState(_, let identity, let isTest):
            object["identity_id"] = .string(identity.wire)
            object["is_test"] = .bool(isTest)
        case .rebuildIndex(_, let isTest):
            object["is_test"] = .bool(isTest)
        case .recomputeRatioBoard, .applyRanking:
            break
        }
        return .object(object)
    }

    /// Name of the kind of work, fit for a metric label.
    public var name: String {
        switch self {
        case .recomputeRatio: "recompute_ratio"
        case .recomputeRatioBoard: "recompute_ratio_board"
        case .recomputeState: "recompute_state"
        case .applyRanking: "apply_ranking"
        case .rebuildIndex: "rebuild_index"
        }
    }
}
