import LeadrDomain

/// The submissions of one identity on one board within a batch: judges those that have no verdict yet, in order of acceptance. Does no I/O.
struct AntiCheatGroup {
    /// Board and identity; both pools share a window.
    struct Key: Hashable {
        let boardID: BoardID
        let identityID: IdentityID
    }

    /// What Redis holds of a group.
    struct Stored: Equatable {
        /// Counts the writes; nil when there was none.
        var writes: [UInt8]?
        var window: AntiCheatWindow
        var verdicts: [ScoreEventID: AntiCheatVerdict]
    }

    /// What has to be written.
    struct Update: Equatable {
        var window: AntiCheatWindow
        var verdicts: [(event: ScoreEventID, verdict: AntiCheatVerdict)]

        static func == (left: Self, right: Self) -> Bool {
            left.window == right.window && left.verdicts.elementsEqual(right.verdicts) { $0 == $1 }
        }
    }

    let key: Key
    /// In order of acceptance, ties by event id.
    let cases: [AntiCheatCase]

    init(key: Key, cases: [AntiCheatCase]) {
        self.key = key
        self.cases = cases.sorted { left, right in
            let times = (left.submission.acceptedAt, right.submission.acceptedAt)
            return times.0 == times.1 ? left.eventID < right.eventID : times.0 < times.1
        }
    }

    /// Distinct events, in order.
    var events: [ScoreEventID] {
        var seen: Set<ScoreEventID> = []
        return cases.map(\.eventID).filter { seen.insert($0).inserted }
    }

    /// Judges what has no verdict yet; nil when every submission has one.
    func judge(_ stored: Stored, with evaluator: AntiCheatEvaluator) -> Update? {
        var window = stored.window
        var judged: [(event: ScoreEventID, verdict: AntiCheatVerdict)] = []
        var known = Set(stored.verdicts.keys)
        for item in cases where known.insert(item.eventID).inserted {
            judged.append((item.eventID, evaluator.evaluate(item.submission, in: &window)))
        }
        return judged.isEmpty ? nil : Update(window: window, verdicts: judged)
    }

    /// Groups a batch by board and identity.
    static func groups(of cases: [AntiCheatCase]) -> [AntiCheatGroup] {
        Dictionary(grouping: cases) { Key(boardID: $0.boardID, identityID: $0.identityID) }.map { AntiCheatGroup(key: $0.key, cases: $0.value) }
    }
}
