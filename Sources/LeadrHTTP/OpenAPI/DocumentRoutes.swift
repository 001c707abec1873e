import HTTPTypes
import Hummingbird
import NIOCore

/// The OpenAPI document and a page that shows it; outside the API prefix (`contract/platform.md §8.5`).
struct DocumentRoutes {
    let document: [UInt8]
    let viewer: DocumentViewer?

    func register(in table: inout RouteTable) {
        let document = document
        add("/openapi.json", to: &table) { _ in .json(.ok, document) }
        guard let viewer else { return }
        for (path, file) in viewer.files {
            add(path, to: &table) { _ in
                Response(status: .ok, headers: [.contentType: file.type], body: ResponseBody(byteBuffer: file.content))
            }
        }
        add("/redoc", to: &table) { request in
            // Relative, because a proxy may serve the API below a path of its own.
            Response(status: .temporaryRedirect, headers: [.location: request.uri.path.hasSuffix("/") ? "../docs" : "docs"])
        }
    }

    /// The document does not list these routes.
    private func add(_ path: String, to table: inout RouteTable, _ answer: @escaping @Sendable (Request) -> Response) {
        table.on(.get, path, Operation("Show the API document", tag: "document", access: .open)) { request, _ in answer(request) }
    }
}
