import LeadrDomain
import Testing

@Suite struct SortSpecTests {
    private func parse(_ text: String, _ fields: SortableFields = .boards) throws -> [String] {
        try SortSpec(parsing: text, allowing: fields).terms.map { "\($0.field.name):\($0.order.rawValue)" }
    }

    private func message(_ text: String, _ fields: SortableFields = .boards) -> String? {
        do {
            _ = try SortSpec(parsing: text, allowing: fields)
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test(arguments: [
        ("name:asc", ["name:asc", "id:asc"]),
        (" name : DESC , created_at:Asc ", ["name:desc", "created_at:asc", "id:asc"]),
        ("id:desc", ["id:desc"]),
        ("id:desc,name:asc", ["id:desc"]),
        ("name:asc,name:desc", ["name:asc", "id:asc"]),
    ])
    func `parts are trimmed, directions ignore case, id ends every order, and what decides nothing is left out`(text: String, terms: [String]) throws
    {
        #expect(try parse(text) == terms)
    }

    @Test(arguments: [
        ("", ""), ("name", "name"), ("name:asc,", ""), (",name:asc", ""), (" slug ", "slug"), ("name asc", "name asc"), ("ascending", "ascending"),
    ])
    func `a part without colon is malformed`(text: String, part: String) {
        #expect(message(text) == "Invalid sort specification: \(part). Expected 'field:asc' or 'field:desc'")
    }

    @Test(arguments: [("name:", ""), ("name:up", "up"), ("name:asc:desc", "asc:desc"), (":", ""), ("nope:sideways", "sideways")])
    func `a wrong direction is named, before the field is looked at`(text: String, direction: String) {
        #expect(message(text) == "Invalid sort direction: \(direction). Expected 'asc' or 'desc'")
    }

    @Test(arguments: [
        ("nope:asc", "nope"), ("Name:asc", "Name"), (":asc", ""), ("name:asc,value:desc", "value"), ("id;drop table:asc", "id;drop table"),
    ])
    func `an unknown field lists the valid ones alphabetically`(text: String, field: String) {
        #expect(message(text) == "Unknown sort field: \(field). Valid fields: created_at, id, name, short_code, slug, updated_at")
    }

    @Test(arguments: [
        ("value:desc", ["primary_value:desc", "id:asc"]), ("primary_value:asc", ["primary_value:asc", "id:asc"]),
        ("ascending", ["primary_value:asc", "created_at:desc", "id:asc"]), ("descending", ["primary_value:desc", "created_at:desc", "id:asc"]),
    ])
    func `score lists know value and the bare directions of the Godot SDK`(text: String, terms: [String]) throws {
        #expect(try parse(text, .scores) == terms)
    }

    @Test func `score lists name their fields without the alias`() {
        #expect(message("player_name:asc", .scores) == "Unknown sort field: player_name. Valid fields: created_at, id, primary_value, updated_at")
    }

    @Test(arguments: [
        (SortableFields.boardTemplates, "created_at, id, name, updated_at"), (.boardStates, "created_at, id, primary_value, updated_at"),
        (.runEntries, "created_at, id, primary_value, updated_at"), (.scoreEvents, "created_at, id"),
        (.scoreFlags, "confidence, created_at, flag_type, id, score_event_id, status, updated_at"),
        (
            .submissionMetadata,
            "board_id, created_at, id, identity_id, last_score_value, last_submission_at, submission_count, updated_at"
        ), (.identities, "created_at, display_name, id, kind, updated_at"), (.sessions, "created_at, id, updated_at"),
        (.devices, "created_at, id, platform, updated_at"), (.games, "created_at, id, name, slug, updated_at"),
        (.apiKeys, "created_at, id, name, updated_at"), (.jamCodes, "active, code, created_at, current_uses, id, max_uses, updated_at"),
    ])
    func `every list allows the contract's fields`(fields: SortableFields, listing: String) {
        #expect(fields.listing == listing)
    }

    @Test func `the defaults are newest first, and best first for scores`() {
        #expect(SortSpec.newestFirst.terms.map(\.field.name) == ["created_at", "id"])
        #expect(SortSpec.newestFirst.terms.map(\.order) == [.descending, .ascending])
        #expect(SortSpec.scores(isDescending: true, ties: .newest).terms.map(\.order) == [.descending, .descending, .ascending])
        #expect(SortSpec.scores(isDescending: false, ties: .newest).terms.map(\.order) == [.ascending, .descending, .ascending])
        #expect(SortSpec.scores(isDescending: true, ties: .earliest).terms.map(\.order) == [.descending, .ascending, .ascending])
        #expect(SortSpec.scores(isDescending: true, ties: .shared) == .scores(isDescending: true, ties: .newest))
    }

    @Test func `the explicit form of the default score order equals it, so that cursors fit both`() throws {
        let explicit = try SortSpec(parsing: "value:desc,created_at:desc", allowing: .scores)
        #expect(explicit == .scores(isDescending: true, ties: .newest))
    }
}
