import ByteJSON
import LeadrDomain
import LeadrStore

/// Compares rows with what their events, or the sources of a ratio, say. No I/O.
struct RowComparison {
    let evidence: BoardEvidence
    /// Stands where a row would be written; not compared.
    private let now = Timestamp(microseconds: 0)

    init(_ evidence: BoardEvidence) {
        self.evidence = evidence
    }

    /// What is not as it must be, in the order of the keys.
    func differences() -> [BoardDifference] {
        evidence.keys.flatMap { key in
            board.boardType == .runRuns ? entryDifferences(key) : stateDifference(key).map { [$0] } ?? []
        }
    }

    private var board: Board { evidence.view.board }

    private func stateDifference(_ key: StateKey) -> BoardDifference? {
        let current = evidence.states[key]
        guard let wanted = expected(key, current) else { return nil }
        let kind: BoardDifference.Kind =
            if wanted.deletedAt == nil, current?.deletedAt != nil || current == nil {
                .rowMissing
            } else if wanted.deletedAt != nil, current?.deletedAt == nil {
                .rowSurplus
            } else {
                .rowDiffers
            }
        var fields = current.map { Self.fields(found: $0, expected: wanted) } ?? []
        // Of two names that events give, the one that the player still holds is shown.
        if board.uniquePlayerNames, kind == .rowDiffers { fields.removeAll { $0.name == "player_name" } }
        guard kind != .rowDiffers || !fields.isEmpty else { return nil }
        return BoardDifference(
            kind,
            isTest: key.isTest,
            scoreID: wanted.id.retyped(),
            identityID: key.identityID,
            fields: kind == .rowSurplus ? [] : fields
        )
    }

    /// The row as it must be; nil when it is so.
    private func expected(_ key: StateKey, _ current: BoardState?) -> BoardState? {
        if let fold = board.fold { return fold.recompute(evidence.events[key] ?? [], current: current, now: now)?.state }
        guard let ratio = evidence.view.ratio else { return nil }
        return RatioFold(ratio, isDescending: board.sortDirection.isDescending).recompute(
            numerator: evidence.sources[key.on(ratio.numeratorBoardID)],
            denominator: evidence.sources[key.on(ratio.denominatorBoardID)],
            current: current,
            now: now
        )?.state
    }

    private func entryDifferences(_ key: StateKey) -> [BoardDifference] {
        var entries = Dictionary((evidence.entries[key] ?? []).map { ($0.id, $0) }) { first, _ in first }
        var found: [BoardDifference] = []
        for item in (evidence.events[key] ?? []).sorted(by: { $0.event.order < $1.event.order }) {
            let id = DerivedID.runEntry(event: item.event.id)
            if let difference = difference(of: entries.removeValue(forKey: id), from: item) {
                found.append(difference)
            }
        }
        // What is left has no event.
        return found
            + entries.values.filter(\.isRanked).sorted { $0.id < $1.id }.map {
                BoardDifference(.rowSurplus, isTest: key.isTest, scoreID: $0.id.retyped(), identityID: key.identityID)
            }
    }

    private func difference(of entry: RunEntry?, from item: ModeratedEvent) -> BoardDifference? {
        let event = item.event
        let made = RunEntry(event: event, isDescending: board.sortDirection.isDescending, now: now)
        let isShown = item.hiddenBy == nil
        let kind: BoardDifference.Kind
        if let entry {
            guard entry.deletedAt == nil else { return nil }
            let moderation = entry.moderated(item.hiddenBy, now: now)
            let fields = Self.fields(found: entry, expected: made)
            guard moderation != nil || !fields.isEmpty else { return nil }
            kind = entry.isRanked == isShown ? .rowDiffers : isShown ? .rowMissing : .rowSurplus
            let reason = BoardDifference.Field("excluded_reason", found: .text(entry.excludedReason), expected: .text(item.hiddenBy?.wire))
            return BoardDifference(
                kind,
                isTest: event.isTest,
                scoreID: made.id.retyped(),
                identityID: event.identityID,
                fields: fields + (moderation == nil ? [] : [reason])
            )
        }
        // A hidden event whose entry is gone needs none.
        guard isShown else { return nil }
        return BoardDifference(.rowMissing, isTest: event.isTest, scoreID: made.id.retyped(), identityID: event.identityID)
    }
}
