import ByteJSON

/// One game for all sequences, with players who have a session in both pools.
struct ModelWorld: Sendable {
    struct Player: Sendable {
        let number: Int
        let identity: String
        private let production: PlayerSession
        private let test: PlayerSession

        init(number: Int, game: String, _ api: GameAPI) async throws {
            self.number = number
            let fingerprint = GameAPI.fingerprint()
            production = try await api.startSession(game: game, fingerprint: fingerprint)
            test = try await api.startSession(game: game, fingerprint: fingerprint, isTest: true)
            identity = production.identityID
            guard test.identityID == identity else { throw SystemTestError("one device has two identities") }
        }

        func session(isTest: Bool) -> PlayerSession { isTest ? test : production }
    }

    let api: GameAPI
    let account: String
    let game: String
    let players: [Player]

    static func create(_ api: GameAPI) async throws -> ModelWorld {
        let suffix = String(UInt32.random(in: .min ... .max), radix: 36)
        let account = try await api.create("/accounts", ["name": .string("Models \(suffix)")])
        let game = try await api.create("/games", ["account_id": .string(account), "name": .string("Model \(suffix)")])
        let players = try await (0..<16).asyncMap { try await Player(number: $0, game: game, api) }
        return ModelWorld(api: api, account: account, game: game, players: players)
    }
}
