import LeadrDomain
import LeadrServices

/// Devices (`contract/platform.md §5`).
struct DeviceRoutes {
    let admin: AdminRoutes
    let devices: DeviceService

    func register(in table: inout RouteTable) {
        admin.list("/devices", .devices, sortable: .devices, in: &table) {
            PlayerQuery(&$0, "status")
        } _: { input, principal in
            try await devices.list(input.filter.filter(), input.page(), by: principal)
        }
        admin.get("/devices/{device_id}", Kinds.Device.self, .devices, in: &table, devices.get)
        admin.change("/devices/{device_id}", Kinds.Device.self, .devices, in: &table, read: DeviceStatusBody.init) { id, body, principal in
            try await devices.setStatus(body.status, of: id, by: principal)
        }
    }
}

/// A change of a device; what its status may be is a rule of the service, which answers 400.
private struct DeviceStatusBody {
    let status: String?

    init(_ fields: inout BodyFields) {
        status = fields.optional("status", .string)
    }
}

/// The filters of lists of identities and devices.
struct PlayerQuery {
    private let accountID: AccountID?
    private let gameID: GameID?
    private let choice: String?
    private let choiceName: String

    /// Reads the filters.
    ///
    /// - Parameter choiceName: The filter that has a few values.
    init(_ fields: inout ListFields, _ choiceName: String) {
        accountID = fields.filter("account_id", .id(Kinds.Account.self))
        gameID = fields.filter("game_id", .id(Kinds.Game.self))
        choice = fields.filter(choiceName, .string)
        self.choiceName = choiceName
    }

    /// The filter.
    ///
    /// - Throws: ``DomainError`` 400 for an unknown value.
    func filter<Choice: StoredEnum>() throws(DomainError) -> PlayerFilter<Choice> {
        var filter = PlayerFilter<Choice>(accountID: accountID, gameID: gameID)
        if let choice { filter.choice = try Choice(named: choice, choiceName) }
        return filter
    }
}
