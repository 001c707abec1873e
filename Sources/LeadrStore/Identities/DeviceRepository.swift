import LeadrDomain
import Postgres

/// Reads and writes the devices behind identities of kind DEVICE.
public struct DeviceRepository: Sendable {
    private static let columns = """
        id, account_id, game_id, client_fingerprint, platform, status, first_seen_at, last_seen_at, metadata, created_at, updated_at, deleted_at
        """

    private let pool: PostgresPool

    /// A repository on a pool.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// A live device by its fingerprint.
    public func find(game: GameID, fingerprint: String) async throws(PostgresError) -> Device? {
        let sql = "SELECT \(Self.columns) FROM devices WHERE game_id = $1 AND client_fingerprint = $2 AND deleted_at IS NULL"
        let result = try await pool.query(PostgresQuery(sql, [game, fingerprint], operation: "select", table: "devices"))
        guard let row = result.firstRow else { return nil }
        return try Self.device(row)
    }

    /// Sets the status of a device; false when it does not exist.
    public func setStatus(_ status: DeviceStatus, of id: DeviceID, at time: Timestamp) async throws(PostgresError) -> Bool {
        let sql = "UPDATE devices SET status = $2::device_status, updated_at = $3 WHERE id = $1 AND deleted_at IS NULL"
        return try await pool.query(PostgresQuery(sql, [id, status.rawValue, time], operation: "update", table: "devices")).affectedRows == 1
    }

    /// Inserts a device, or marks the known one as seen: its metadata stays, its platform only fills a gap (`contract/client-auth.md §2.3`).
    static func sighting(of device: Device) -> PostgresQuery {
        PostgresQuery(
            """
            INSERT INTO devices (\(columns)) VALUES ($1, $2, $3, $4, $5, $6::device_status, $7, $8, $9::json, $10, $11, $12)
            ON CONFLICT (game_id, client_fingerprint) WHERE deleted_at IS NULL
            DO UPDATE SET last_seen_at = excluded.last_seen_at, platform = coalesce(devices.platform, excluded.platform),
                updated_at = excluded.updated_at
            """,
            [
                device.id, device.accountID, device.gameID, device.clientFingerprint, device.platform, device.status.rawValue,
                device.firstSeenAt, device.lastSeenAt, String(decoding: device.metadata, as: UTF8.self), device.createdAt, device.updatedAt,
                device.deletedAt,
            ],
            operation: "upsert",
            table: "devices"
        )
    }

    private static func device(_ row: PostgresRow) throws(PostgresError) -> Device {
        var column = ColumnReader(row)
        return Device(
            id: try column.next(),
            accountID: try column.next(),
            gameID: try column.next(),
            clientFingerprint: try column.next(),
            platform: try column.next(),
            status: try column.choice(),
            firstSeenAt: try column.next(),
            lastSeenAt: try column.next(),
            metadata: try column.next(PostgresJSON.self).bytes,
            createdAt: try column.next(),
            updatedAt: try column.next(),
            deletedAt: try column.next()
        )
    }
}
