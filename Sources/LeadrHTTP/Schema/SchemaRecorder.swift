import ByteJSON
import LeadrDomain

/// Notes which fields a reader asks for, so that the API document says what the code does.
final class SchemaRecorder {
    /// The fields, in the order in which they were asked for.
    private(set) var fields: [SchemaField] = []

    /// Notes a field; of several questions for one field the first counts.
    func note(_ field: SchemaField) {
        guard !fields.contains(where: { $0.name == field.name }) else { return }
        fields.append(field)
    }
}
