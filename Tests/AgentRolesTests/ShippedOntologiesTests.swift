import AgentRuntime
import DMEP
import Ontology
import Testing

@testable import AgentRoles

@Suite("The ontologies that are shipped")
struct ShippedOntologiesTests {
    private func common(_ name: String) -> String { "\(ShippedOntologies.common)#\(name)" }

    @Test("every file is read, defines names under its own URI, and is written back equal")
    func files() throws {
        let codec = DocumentCodec()
        let files = ShippedOntologies.documents()
        #expect(files.count == 5)
        for (uri, bytes) in files {
            guard case .ontology(let document) = try codec.decode(bytes, as: .xml) else {
                Issue.record("\(uri) is not an ontology")
                continue
            }
            let names = document.classes.map(\.name.text) + document.properties.map(\.name)
            #expect(!names.isEmpty)
            #expect(names.allSatisfy { $0.hasPrefix("\(uri)#") })
            for format in DocumentFormat.allCases {
                let written = codec.encode(.ontology(document), as: format)
                #expect(try codec.decode(written, as: format) == .ontology(document))
            }
        }
    }

    @Test("nothing that a definition refers to is undefined")
    func closed() throws {
        let definitions = try ShippedOntologies.definitions()
        let library = try OntologyLibrary(shipped: definitions)
        #expect(definitions.count == 6)
        for (uri, document) in definitions {
            #expect(library.unknown(in: document).isEmpty, "\(uri)")
        }
    }

    @Test("the classes of the thesis have the identifying properties of the thesis")
    func identification() throws {
        let ontology = try ShippedOntologies.ontology()
        let expected = [
            "HTTP_Server": ["ipAddr"], "HTTP_Connection": ["destHash", "connTime"],
            "Firefox_Error_Test": ["destHash"], "Local_Network": ["ipAddr"],
            "DNS_Lookup": ["hostname"], "Outbound_Conn_Test": ["srcIP", "probeURI"],
            "IP_Routing": ["srcIP", "destIP"], "Verify_DNS_Lookup_Test": ["hostname"],
            "AS_Path": ["srcAS", "destAS"], "AS_Path_Test": ["srcAS", "destAS"],
            "AS_Hop": ["srcAS", "destAS"], "AS_Hop_Test": ["srcAS", "destAS"],
        ]
        for (name, properties) in expected {
            #expect(
                ontology.identifyingProperties(of: OntologyURI(common(name)))
                    == properties.map(common))
        }
        #expect(
            ontology.identifyingProperties(
                of: OntologyURI("\(ShippedOntologies.secondLookup)#CoDNS_Lookup_Test"))
                == [common("hostname")])
    }

    @Test("properties have the values, and relationships lead back, as in the thesis")
    func properties() throws {
        let ontology = try ShippedOntologies.ontology()
        func range(_ uri: String) -> [String]? { ontology.sharedProperty(uri)?.range }
        #expect(range("\(ShippedOntologies.core)#status") == ["OK", "FAIL"])
        #expect(range(common("consecFailuresToServer")) == ["0", "1", "2", "3"])
        #expect(range(common("ffoxErrorCode"))?.count == 11)
        #expect(range(common("dnsLookupResult"))?.count == 6)
        #expect(range("\(ShippedOntologies.secondLookup)#codnsLookupResult")?.count == 5)
        #expect(range("\(ShippedOntologies.statistics)#recentStatusDist") == [])
        #expect(
            ontology.sharedProperty(common("ffoxErrorTest"))?.kind
                == .relationship(
                    range: OntologyURI(common("Firefox_Error_Test")), symmetric: common("httpConn"))
        )
        #expect(
            ontology.sharedProperty("\(ShippedOntologies.agents)#remoteVisitTest")?.kind
                == .relationship(
                    range: OntologyURI("\(ShippedOntologies.agents)#Remote_Visit_Test"),
                    symmetric: common("httpConn")))
    }

    @Test(
        "every class and property of `culprit why` is published, with the values that it has there")
    func whyVocabulary() throws {
        let vocabulary = try WhyVocabulary.shipped()
        let document = vocabulary.ontologyDocument
        #expect(document.classes.map(\.name) == vocabulary.ontology.all.map(\.uri))
        let ranges = Dictionary(
            document.properties.map { ($0.name, $0.range) }, uniquingKeysWith: { $0 + $1 })
        var published = Set<String>()
        for definition in vocabulary.ontology.all {
            for property in definition.properties {
                let uri = vocabulary.propertyURI(property.name, of: definition.uri)
                published.insert(uri)
                if uri == "\(ShippedOntologies.core)#status" {
                    #expect(Set(property.range) == ["OK", "FAIL"])
                } else {
                    #expect(ranges[uri] == property.range, "\(uri)")
                }
            }
        }
        // One property for each one published, but for the status, which is defined elsewhere.
        #expect(document.properties.count == published.count - 1)
        let lookup = try #require(
            vocabulary.ontology.all.first { $0.uri.shortName == "DNS_Lookup" })
        #expect(
            vocabulary.propertyURI("fault", of: lookup.uri)
                == "\(ShippedOntologies.why)#dnsLookupFault")
    }

    @Test("the vocabulary of `culprit why` is served as a document that reads back equal")
    func whyServed() throws {
        let served = try ShippedOntologies.served()
        let bytes = try #require(served[ShippedOntologies.why])
        #expect(
            try DocumentCodec().decode(bytes, as: .xml)
                == .ontology(WhyVocabulary.shipped().ontologyDocument))
        #expect(served.count == 6)
    }
}
