import LeadrDomain
import LeadrServices

/// Board states, run entries, events and submission counters, all read-only (`contract/scoring.md §4`, `§6.3`).
struct ScoreRecordRoutes {
    let admin: AdminRoutes
    let records: ScoreRecordService

    func register(in table: inout RouteTable) {
        admin.list("/board-states", .boardStates, sortable: .boardStates, in: &table, read: BoardRowFilter.records) { input, principal in
            try await records.states(input.filter, input.page(), by: principal)
        }
        admin.get("/board-states/{state_id}", Kinds.BoardState.self, .boardStates, in: &table, records.state)
        admin.list("/run-entries", .runEntries, sortable: .runEntries, in: &table, read: BoardRowFilter.records) { input, principal in
            try await records.entries(input.filter, input.page(), by: principal)
        }
        admin.get("/run-entries/{run_entry_id}", Kinds.RunEntry.self, .runEntries, in: &table, records.entry)
        admin.list("/score-events", .scoreEvents, sortable: .scoreEvents, in: &table, read: EventQuery.init) { input, principal in
            try await records.events(input.filter.boards, isTest: input.filter.isTest, input.page(), by: principal)
        }
        admin.get("/score-events/{event_id}", Kinds.ScoreEvent.self, .scoreEvents, in: &table, records.event)
        registerMetadata(in: &table)
    }

    private func registerMetadata(in table: inout RouteTable) {
        let path = "/score-submission-metadata"
        let resource = Resource<ScoreSubmissionMetadata>.submissionMetadata
        admin.list(path, resource, sortable: .submissionMetadata, in: &table, read: BoardRowFilter.records) { input, principal in
            try await records.metadata(input.filter, input.page(), by: principal)
        }
        admin.get(path + "/{metadata_id}", Kinds.ScoreSubmissionMeta.self, resource, in: &table, records.metadata)
    }
}

/// The filters of an event list.
private struct EventQuery {
    let boards: BoardRowFilter
    let isTest: Bool?

    init(_ fields: inout ListFields) {
        boards = .records(&fields)
        isTest = fields.filter("is_test", .booleanText)
    }
}

extension BoardRowFilter {
    /// Reads the filters that all of them have.
    fileprivate static func records(_ fields: inout ListFields) -> BoardRowFilter {
        let accountID = fields.filter("account_id", .id(Kinds.Account.self))
        let boardID = fields.filter("board_id", .id(Kinds.Board.self))
        return BoardRowFilter(accountID: accountID, boardID: boardID, identityID: fields.filter("identity_id", .id(Kinds.Identity.self)))
    }
}
