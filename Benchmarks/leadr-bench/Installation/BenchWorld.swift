import LeadrDomain

/// An account with a game, boards of all types and many players, made through the public interfaces for one measurement.
struct BenchWorld: Sendable {
    let accountID: AccountID
    let gameID: GameID
    let boards: [BenchBoard]
    let sessions: [BenchSession]

    /// The sessions of connection `index` of `count`; at least one.
    func sessions(ofConnection index: Int, of count: Int) -> [BenchSession] {
        let own = stride(from: index, to: sessions.count, by: count).map { sessions[$0] }
        return own.isEmpty ? [sessions[index % sessions.count]] : own
    }
}
