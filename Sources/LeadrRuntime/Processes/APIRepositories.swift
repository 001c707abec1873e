import LeadrStore
import Postgres

/// The repositories of the API process.
struct APIRepositories: Sendable {
    let keys: APIKeyRepository
    let superadmins: SuperadminRepository
    let games: GameRepository
    let boards: BoardRepository
    let names: PlayerNameRepository
    let identities: IdentityRepository
    let sessions: IdentitySessionRepository
    let rows: RankedRowReader
    let submissions: SubmissionReader
    let events: ScoreEventRepository

    init(pool: PostgresPool) {
        keys = APIKeyRepository(pool: pool)
        superadmins = SuperadminRepository(pool: pool)
        games = GameRepository(pool: pool)
        boards = BoardRepository(pool: pool)
        names = PlayerNameRepository(pool: pool)
        identities = IdentityRepository(pool: pool)
        sessions = IdentitySessionRepository(pool: pool)
        rows = RankedRowReader(pool: pool)
        submissions = SubmissionReader(pool: pool)
        events = ScoreEventRepository(pool: pool)
    }
}
