"""What the page of one document asks the graph."""

from collections.abc import Mapping

#: Each runs on the document's own graph alone.
QUERIES: Mapping[str, str] = {
    "head": """SELECT * { ?document a gj:Document ; gj:unit ?unit ; gj:year ?year ; gj:kind ?kind
        OPTIONAL { ?document dcterms:title ?title }
        OPTIONAL { ?document prov:wasDerivedFrom ?source . ?source rdfs:label ?file
          OPTIONAL { ?source gj:encoding ?encoding }
          OPTIONAL { ?source spdx:checksum/spdx:checksumValue ?checksum } }
        OPTIONAL { ?document gj:figuresPrinted ?printed ; gj:figuresRead ?read ;
          gj:figuresIgnored ?ignored ; gj:figuresUnread ?unread } }""",
    "tables": """SELECT * { ?table gj:form ?form ; gj:anchor ?anchor OPTIONAL { ?table rdfs:label ?title }
        OPTIONAL { ?table gj:scale ?scale } OPTIONAL { ?table gj:ulp ?step } OPTIONAL { ?table rdfs:comment ?note }
        OPTIONAL { ?table gj:coverage ?coverage } OPTIONAL { ?table gj:empty ?empty } }""",
    "lines": """SELECT * { ?line gj:table ?table ; gj:item ?item ; gj:ord ?order ; gj:anchor ?anchor
        OPTIONAL { ?line gj:label ?label } OPTIONAL { ?line gj:leaf ?leaf } OPTIONAL { ?line gj:ofWhich ?whole } }""",
    "cells": """SELECT * { ?cell gj:line ?line ; gj:measure ?measure OPTIONAL { ?cell gj:value ?value }
        OPTIONAL { ?cell gj:text ?text } OPTIONAL { ?cell gj:ulp ?step } }""",
    "goals": """SELECT * { ?goal a ?class ; gj:anchor ?anchor VALUES ?class { gj:Goal gj:Evaluation }
        OPTIONAL { ?goal gj:table ?table } OPTIONAL { ?goal gj:project ?project } OPTIONAL { ?goal gj:budget ?budget }
        OPTIONAL { ?goal gj:spent ?spent } OPTIONAL { ?goal gj:score ?score }
        OPTIONAL { ?goal gj:goalText ?goalText } OPTIONAL { ?goal gj:actualText ?result }
        OPTIONAL { ?goal gj:planQ1 ?q1 } OPTIONAL { ?goal gj:planQ2 ?q2 } OPTIONAL { ?goal gj:planQ3 ?q3 }
        OPTIONAL { ?goal gj:planQ4 ?q4 } }""",
    "indicators": """SELECT * { ?indicator gj:of ?goal ; gj:ord ?order ; gj:anchor ?anchor
        OPTIONAL { ?indicator rdfs:label ?name }
        OPTIONAL { ?indicator gj:level1 ?level1 } OPTIONAL { ?indicator gj:level2 ?level2 }
        OPTIONAL { ?indicator gj:targetText ?target } OPTIONAL { ?indicator gj:half ?half }
        OPTIONAL { ?indicator gj:weight ?weight } OPTIONAL { ?indicator gj:points ?points }
        OPTIONAL { ?indicator gj:actualText ?actual } OPTIONAL { ?indicator gj:deviation ?deviation } }""",
    "citations": """SELECT * { ?citation gj:cited ?cited ; gj:citedIn ?where ; gj:spelling ?spelling ;
        gj:anchor ?anchor
        OPTIONAL { ?citation gj:likely ?likely } }""",
    "allocations": """SELECT * { ?allocation gj:fundingDocument ?cited ; gj:project ?project ;
        gj:value ?value ; gj:anchor ?anchor }""",
    "claims": """SELECT * { ?claim a gj:Claim ; gj:value ?value ; oa:exact ?quote ; gj:anchor ?anchor
        OPTIONAL { ?claim gj:about ?about } OPTIONAL { ?claim gj:text ?text }
        OPTIONAL { ?claim gj:targetUnit ?unit } }""",
}
#: What in the rows is a thing with a name, said wherever.
NAMED = ("unit", "form", "coverage", "item", "measure", "project", "level1", "level2", "cited")
#: Asked of the document's graph of checks.
OUTCOMES = """SELECT * { ?outcomes a gj:Outcomes ; gj:rule ?rule
    OPTIONAL { ?outcomes gj:suspicious ?suspicious } OPTIONAL { ?outcomes gj:inconsistent ?inconsistent }
    OPTIONAL { ?outcomes gj:exact ?exact } OPTIONAL { ?outcomes gj:rounding ?rounding }
    OPTIONAL { ?outcomes gj:notCheckable ?notCheckable } } ORDER BY ?rule"""
STATES = ("exact", "rounding", "suspicious", "inconsistent", "notCheckable")
