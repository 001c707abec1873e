import Foundation
import Postgres
import TestSupport
import Testing

extension SystemTests {
    /// Who was removed on request stays away, whichever backup is restored.
    @Suite struct ErasureAfterRestoreTests {
        @Test(.timeLimit(.minutes(4)))
        func `a player who was removed does not come back with a backup from before`() async throws {
            let installation = try await Installation(settings: RestoreTrial.settings)
            let folder = installation.folder.appendingPathComponent("backups").path
            try await installation.run {
                try await installation.startAll()
                let world = try await TestWorld.create(GameAPI(port: installation.port, adminKey: installation.superadminKey))
                let players = try await (0..<3).asyncMap { _ in try await world.api.startSession(game: world.game) }
                for player in players { #expect(try await player.submit(7, to: world.boards[0].id, name: "Ann", prefer: "wait=20").status == 201) }
                try installation.require("backup", "--local", folder)
                // One whose receipt lies beside the backups, and one of whom the database alone knows.
                try installation.require("player", "erase", players[0].identityID, "--local", folder, "--apply")
                let output = try installation.require("player", "erase", players[1].identityID, "--apply")
                #expect(output.contains("No receipt was stored"))
                await installation.stopAll()
                try installation.require("restore", "--local", folder, "--apply")
                #expect(try await present(players, installation) == [players[2].identityID])
                #expect(try await installation.number("SELECT count(*) FROM board_states") == 1)
                // Without the database only the receipt is left.
                try await installation.dropDatabase()
                try installation.require("restore", "--local", folder, "--apply")
                #expect(try await present(players, installation) == [players[1].identityID, players[2].identityID])
            }
        }

        /// Those of some players whom the database has, in the order given.
        private func present(_ players: [PlayerSession], _ installation: Installation) async throws -> [String] {
            let query = PostgresQuery("SELECT 'ide_' || id FROM identities", operation: "select", table: "identities")
            let ids = Set(try await installation.postgres.query(query).map { try $0.decode(0, as: String.self) })
            return players.map(\.identityID).filter(ids.contains)
        }
    }
}
