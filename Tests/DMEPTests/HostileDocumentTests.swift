import DMEP
import Ontology
import Testing

@Suite("Hostile documents")
struct HostileDocumentTests {
    private func isNotWellFormed(_ error: DocumentError?) -> Bool {
        if case .notWellFormed = error { return true }
        return false
    }

    @Test("a billion laughs are refused unread, wherever they are declared")
    func entities() {
        let laughs = (1...9).map {
            "<!ENTITY l\($0) \"\(String(repeating: "&l\($0 - 1);", count: 10))\">"
        }
        let declared = "<!DOCTYPE x [<!ENTITY l0 \"lol\">\(laughs.joined())]>"
        #expect(refusal("<?xml version=\"1.0\"?>" + declared + batch("&l9;")) == .declaresEntities)
        #expect(refusal(batch("<!-- <!DOCTYPE x> -->")) == .declaresEntities)
        #expect(refusal(batch("<![CDATA[<!ENTITY x \"\">]]>")) == .declaresEntities)
        #expect(refusal(batch("<!ENTITY x \"y\">")) == .declaresEntities)
    }

    @Test("external entities cannot be declared, and undeclared ones are not well-formed")
    func externalEntities() {
        let file = "<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/hostname\">]>"
        #expect(refusal(file + batch("&f;")) == .declaresEntities)
        #expect(
            refusal("<!DOCTYPE x SYSTEM \"http://127.0.0.1:9/\">" + batch("")) == .declaresEntities)
        #expect(isNotWellFormed(refusal(batch("<error>&f;</error>"))))
        #expect(isNotWellFormed(refusal(batch("<error kind=\"&f;\">x</error>"))))
    }

    @Test("the five entities of XML and references to characters are read")
    func references() throws {
        let text = batch("<error>&lt;&amp;&gt;&quot;&apos;&#65;&#x1F600;<![CDATA[<b>&]]></error>")
        guard case .messages(let batch) = try DocumentCodec().decode(Array(text.utf8), as: .xml),
            case .problem(let problem) = batch.messages.first
        else { return }
        #expect(problem.reason == "<&>\"'A😀<b>&")
    }

    @Test("elements and values may not lie in one another without end")
    func nesting() {
        let deep =
            String(repeating: "<a>", count: 100_000) + String(repeating: "</a>", count: 100_000)
        #expect(refusal(batch(deep)) == .tooLarge(what: "elements in one another", limit: 32))
        #expect(
            refusal(String(repeating: "[", count: 500_000), as: .json)
                == .tooLarge(what: "values in one another", limit: 32))
    }

    @Test("comments do not hide depth from the measure")
    func hiddenDepth() {
        let steps = String(repeating: "<a><!--></a>-->", count: 40)
        #expect(refusal(batch(steps)) == .tooLarge(what: "elements in one another", limit: 32))
    }

    @Test("a huge attribute and a huge text are refused")
    func hugeTexts() {
        let huge = String(repeating: "x", count: 70_000)
        let limit = DocumentError.tooLarge(what: "bytes in one text", limit: 65_536)
        #expect(refusal(batch("<error requestID=\"\(huge)\">x</error>")) == limit)
        #expect(refusal(batch("<error>\(huge)</error>")) == limit)
        #expect(refusal("{\"capriMessage\": {\"version\": \"\(huge)\"}}", as: .json) == limit)
    }

    @Test("an element with thousands of attributes is refused before they are compared")
    func attributes() {
        let many = (0..<20_000).map { " a\($0)=\"\"" }.joined()
        #expect(
            refusal(batch("<error\(many)/>"))
                == .tooLarge(what: "attributes of an element", limit: 128))
    }

    @Test("namespaces may not pile up, but each message may declare its own")
    func namespaces() throws {
        let many = (0..<4).map { level in
            "<a" + (0..<100).map { " xmlns:n\(level)x\($0)='u'" }.joined() + ">"
        }
        #expect(
            refusal(batch(many.joined()))
                == .tooLarge(what: "namespaces at one place", limit: 256))
        let each = String(repeating: "<error xmlns:a='a#' xmlns:b='b#'>x</error>", count: 900)
        _ = try DocumentCodec().decode(Array(batch(each).utf8), as: .xml)
    }

    @Test("a long namespace cannot be multiplied by short names")
    func longNamespace() throws {
        let long = "u" + String(repeating: "x", count: 60_000) + "#"
        let properties = String(repeating: "<n:p>x</n:p>", count: 1_000)
        #expect(
            refusal(
                notification(
                    "<observation time=\"1\" xmlns:n=\"\(long)\"><component><class>c</class>\(properties)"
                        + "</component></observation>"))
                == .tooLarge(what: "bytes in a namespace", limit: 1_024))
        let component = ComponentDescription(
            classes: ["c"], properties: [.init(name: long + "p", value: .text("x"))])
        let request = ServiceRequest(
            kind: .belief, requester: "r", requestID: "1", serviceID: "s", expires: 1,
            inputComponent: .described(component))
        let document = Document.messages(MessageBatch(time: 1, messages: [.request(request)]))
        let bytes = DocumentCodec().encode(document, as: .xml)
        #expect(try DocumentCodec().decode(bytes, as: .xml) == document)
    }

    @Test("other encodings, NUL bytes and bytes that are not UTF-8 are refused")
    func encodings() {
        let text = batch("<error>x</error>")
        let wide = Array(text.utf16)
        let littleEndian = wide.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] as [UInt8] }
        let bigEndian = wide.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] as [UInt8] }
        #expect(isNotWellFormed(refusal([0xFF, 0xFE] + littleEndian)))
        #expect(isNotWellFormed(refusal(bigEndian)))
        #expect(
            refusal("<?xml version='1.0' encoding = 'ISO-8859-1'?>" + text)
                == .notWellFormed(line: 1, reason: "the encoding is ISO-8859-1, not UTF-8"))
        #expect(isNotWellFormed(refusal(Array(text.utf8) + [0])))
        for format in DocumentFormat.allCases {
            #expect(isNotWellFormed(refusal(Array("\"".utf8) + [0xC0, 0x80], as: format)))
            #expect(isNotWellFormed(refusal([0xED, 0xA0, 0x80], as: format)))
            #expect(isNotWellFormed(refusal("{\"a\": \"\u{0}\"}", as: format)))
            #expect(isNotWellFormed(refusal("", as: format)))
            #expect(isNotWellFormed(refusal("hello", as: format)))
        }
    }

    @Test("UTF-8 may announce itself by declaration or mark")
    func announced() throws {
        let text =
            "\u{FEFF}<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + batch("<error>x</error>")
        _ = try DocumentCodec().decode(Array(text.utf8), as: .xml)
        let json = "\u{FEFF}{\"directoryUpdateResponse\": {\"responseStatus\": 1}}"
        _ = try DocumentCodec().decode(Array(json.utf8), as: .json)
    }

    @Test("an attribute or key that comes twice is refused")
    func duplicates() {
        #expect(isNotWellFormed(refusal(batch("<error kind=\"malformed\" kind=\"malformed\"/>"))))
        let twice = "{\"directoryUpdateResponse\": {\"responseStatus\": 1,\n\"responseStatus\": 0}}"
        #expect(
            refusal(twice, as: .json)
                == .notWellFormed(line: 2, reason: "the key responseStatus comes twice"))
        let hidden = twice.replacing("\n\"r", with: "\"\\u0072")
        #expect(hidden != twice && isNotWellFormed(refusal(hidden, as: .json)))
    }

    @Test("classes and components that refer to one another in a circle do no harm")
    func circles() throws {
        let ontology = """
            <componentOntology><componentClass name="a#A"><subclassOf name="a#B"/></componentClass>\
            <componentClass name="a#B"><subclassOf name="a#A"/></componentClass></componentOntology>
            """
        guard case .ontology(let read) = try DocumentCodec().decode(Array(ontology.utf8), as: .xml)
        else { return }
        #expect(read.ontology.lineage(of: "a#A") == ["a#A", "a#B"])
        let circle = notification(
            "<observation time=\"1\"><component id=\"c\" xmlns:n=\"n#\"><class>n#C</class>"
                + "<n:next><componentRef ref=\"c\"/></n:next></component></observation>")
        _ = try DocumentCodec().decode(Array(circle.utf8), as: .xml)
    }

    @Test("damaged documents are refused or read, written and read as the same", arguments: 0..<8)
    func damage(seed: UInt64) throws {
        let codec = DocumentCodec()
        var random = RandomDocuments(seed: seed), mutator = DocumentMutator(seed: seed)
        for _ in 0..<400 {
            let format = random.pick(DocumentFormat.allCases)
            let document = random.document(), other = random.document()
            let bytes = mutator.mutate(
                codec.encode(document, as: format), splicing: codec.encode(other, as: format))
            guard let read = try? codec.decode(bytes, as: format) else { continue }
            for format in DocumentFormat.allCases {
                let written = codec.encode(read, as: format)
                #expect(try codec.decode(written, as: format) == read)
            }
        }
    }

    @Test("equal seeds damage in equal ways")
    func deterministic() {
        var first = DocumentMutator(seed: 7), second = DocumentMutator(seed: 7)
        let bytes = Array(batch("<error>x</error>").utf8)
        for _ in 0..<200 {
            #expect(first.mutate(bytes, splicing: bytes) == second.mutate(bytes, splicing: bytes))
        }
    }
}
