import ByteJSON
import LeadrDomain

extension BoardStateView {
    /// Writes the state as the admin API shows it (`contract/scoring.md §4.2`).
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", state.id)
        writer.member("board_id", state.boardID)
        writer.member("identity_id", state.identityID)
        writer.key("primary_value")
        writer.number(state.value)
        writer.key("aux")
        if let aux { aux.write(to: &writer) } else { writer.null() }
        writer.member("created_at", state.createdAt)
        writer.member("updated_at", state.updatedAt)
        writer.endObject()
    }
}

extension BoardStateView.Aux {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.beginObject()
        switch self {
        case .selected(let event, let count):
            writer.member("selected_event_id", event)
            writer.member("event_count", count)
        case .last(let event, let count):
            writer.member("event_count", count)
            writer.member("last_event_id", event)
        case .ratio(let sources):
            writer.member("numerator_value", sources.numerator)
            writer.member("denominator_value", sources.denominator)
        }
        writer.endObject()
    }
}

extension RunEntry {
    /// Writes the entry as the admin API shows it (`contract/scoring.md §4.3`).
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", id)
        writer.member("board_id", boardID)
        writer.member("identity_id", identityID)
        writer.member("score_event_id", scoreEventID)
        writer.member("primary_value", value)
        writer.member("created_at", createdAt)
        writer.member("updated_at", updatedAt)
        writer.endObject()
    }
}

extension Schema {
    /// A board state.
    static let boardState = Schema.object(
        "BoardState",
        [
            SchemaField("id", .id(Kinds.BoardState.self)), SchemaField("board_id", .id(Kinds.Board.self)),
            SchemaField("identity_id", .id(Kinds.Identity.self)), SchemaField("primary_value", Schema.number.orNull),
            SchemaField("aux", Schema.anyObject.orNull),
        ] + SchemaField.times,
        isClosed: true
    )

    /// A run entry.
    static let runEntry = Schema.object(
        "RunEntry",
        [
            SchemaField("id", .id(Kinds.RunEntry.self)), SchemaField("board_id", .id(Kinds.Board.self)),
            SchemaField("identity_id", .id(Kinds.Identity.self)), SchemaField("score_event_id", .id(Kinds.ScoreEvent.self)),
            SchemaField("primary_value", .number),
        ] + SchemaField.times,
        isClosed: true
    )
}

extension Resource<BoardStateView> {
    static let boardStates = Resource(tag: "board states", noun: "a board state", schema: .boardState) { $0.write(to: &$1) }
}

extension Resource<RunEntry> {
    static let runEntries = Resource(tag: "run entries", noun: "a run entry", schema: .runEntry) { $0.write(to: &$1) }
}
