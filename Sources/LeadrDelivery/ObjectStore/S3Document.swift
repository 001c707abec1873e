import Foundation

#if canImport(FoundationXML)
import FoundationXML
#endif

/// The texts of an answer in XML, by the name of their element, in the order of the document.
final class S3Document: NSObject, XMLParserDelegate {
    /// Name of the outermost element; nil when the document could not be read.
    private(set) var root: String?
    private var texts: [(name: String, text: String)] = []
    private var current = ""

    /// Reads a document; what cannot be read yields nothing.
    init(_ bytes: [UInt8]) {
        super.init()
        let parser = XMLParser(data: Data(bytes))
        parser.shouldResolveExternalEntities = false
        parser.delegate = self
        if !parser.parse() {
            root = nil
            texts = []
        }
    }

    /// The texts of all elements of a name.
    func all(_ name: String) -> [String] {
        texts.filter { $0.name == name }.map(\.text)
    }

    /// The text of the first element of a name.
    func first(_ name: String) -> String? { all(name).first }

    func parser(_ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?, attributes: [String: String] = [:])
    {
        root = root ?? name
        current = ""
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
        current += text
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        texts.append((name, current))
        current = ""
    }
}
