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
