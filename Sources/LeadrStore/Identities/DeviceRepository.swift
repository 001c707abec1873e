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

    /// A live device of a live game and account.
    public func find(_ id: DeviceID) async throws(PostgresError) -> Device? {
        let sql = "SELECT \(Self.columns) FROM devices WHERE id = $1 AND deleted_at IS NULL AND \(ListOwners.games.exists(for: "devices"))"
        return try Self.first(await pool.query(PostgresQuery(sql, [id], operation: "select", table: "devices")))
    }

    /// A page of live devices of live games.
    public func page(_ filter: PlayerFilter<DeviceStatus>, _ request: PageRequest) async throws(PostgresError) -> Page<Device> {
        var statement = ListStatement("devices", columns: Self.columns, of: .games)
        filter.apply(to: &statement)
        statement.require(filter.choice?.rawValue) { "devices.status = \($0)::text::device_status" }
        var fetched: [Device] = []
        for row in try await pool.query(statement.query(for: request)) { fetched.append(try Self.device(row)) }
        return Page(fetched: fetched, for: request, position: Self.position, id: { $0.id.uuid })
    }

    /// Sets the status of a device; nil when there is no such live device.
    public func setStatus(_ status: DeviceStatus, of id: DeviceID, at time: Timestamp) async throws(PostgresError) -> Device? {
        var statement = UpdateStatement("devices", id: id, returning: Self.columns)
        statement.set(choice: "status", .set(status))
        return try Self.first(await pool.query(statement.query(at: time)))
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

    private static func first(_ result: PostgresResult) throws(PostgresError) -> Device? {
        guard let row = result.firstRow else { return nil }
        return try device(row)
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

    private static func position(_ device: Device, _ field: SortField) -> SortValue {
        switch field.name {
        case "platform": device.platform.map(SortValue.text) ?? .null
        case SortField.createdAt.name: .timestamp(device.createdAt)
        case SortField.updatedAt.name: .timestamp(device.updatedAt)
        default: .uuid(device.id.uuid)
        }
    }
}
