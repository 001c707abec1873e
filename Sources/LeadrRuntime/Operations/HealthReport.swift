import ByteJSON

/// The bodies of the health routes: fixed words and names given in the code, never the text of an error.
enum HealthReport {
    /// Body of `/health/live`.
    static func liveness(stalled: [String]) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("status")
        writer.string(stalled.isEmpty ? "ok" : "stalled")
        if !stalled.isEmpty {
            writer.key("stalled")
            writer.beginArray()
            for name in stalled { writer.string(name) }
            writer.endArray()
        }
        writer.endObject()
        return writer.bytes
    }

    /// Body of `/health/ready`.
    static func readiness(_ readiness: Readiness) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("status")
        writer.string(readiness.isDraining ? "draining" : readiness.isReady ? "ready" : "unavailable")
        for dependency in readiness.dependencies {
            writer.key(dependency.name)
            writer.string(dependency.isAvailable ? "ok" : "unavailable")
        }
        writer.endObject()
        return writer.bytes
    }
}
