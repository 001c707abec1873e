import LeadrDomain
import LeadrState
import LeadrStore

/// Devices for administrators (`contract/platform.md §5`).
public struct DeviceService: Sendable {
    private let devices: DeviceRepository
    private let clock: any Clock
    private let announcer: CacheInvalidator

    /// A service.
    ///
    /// - Parameter announcer: Told of changed devices, which ends what they may no longer do.
    public init(devices: DeviceRepository, announcer: CacheInvalidator, clock: any Clock = SystemClock()) {
        self.devices = devices
        self.announcer = announcer
        self.clock = clock
    }

    /// A device.
    ///
    /// - Throws: ``DomainError`` 404 or 403; `PostgresError`.
    public func get(_ id: DeviceID, by principal: AdminPrincipal) async throws -> Device {
        guard let device = try await devices.find(id) else { throw DomainError.notFound(entity: "Device") }
        try principal.requireOwnership(of: "device", account: device.accountID)
        return device
    }

    /// Devices that fit a filter; the account is narrowed to what the caller may see.
    ///
    /// - Throws: ``DomainError`` 403 for a foreign account; `PostgresError`.
    public func list(_ filter: PlayerFilter<DeviceStatus>, _ request: PageRequest, by principal: AdminPrincipal) async throws -> Page<Device> {
        var filter = filter
        filter.accountID = try principal.listScope(filter.accountID)
        return try await devices.page(filter, request)
    }

    /// Sets the status of a device; any may follow any. Sessions of a device that is not active are refused from now on.
    ///
    /// - Throws: ``DomainError`` 403, 404 or, for a status that is missing or unknown, 400; `PostgresError`.
    public func setStatus(_ text: String?, of id: DeviceID, by principal: AdminPrincipal) async throws -> Device {
        _ = try await get(id, by: principal)
        guard let text else { throw DomainError.badRequest("Must provide status field") }
        let status = try DeviceStatus(named: text, "status")
        guard let device = try await devices.setStatus(status, of: id, at: clock.now()) else { throw DomainError.notFound(entity: "Device") }
        await announcer.announce(.device, [id.uuid])
        return device
    }
}
