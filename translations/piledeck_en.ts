<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>pd::ui::MapFinder</name>
    <message numerus="yes">
        <source>%n pile(s)</source>
        <translation>
            <numerusform>%n pile</numerusform>
            <numerusform>%n piles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n without a known position: only in this list.</source>
        <translation>
            <numerusform>%n without a known position: only in this list.</numerusform>
            <numerusform>%n without a known position: only in this list.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pd::ui::MapView</name>
    <message numerus="yes">
        <source>%n pile(s)</source>
        <translation>
            <numerusform>%n pile</numerusform>
            <numerusform>%n piles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n with a fault</source>
        <translation>
            <numerusform>%n with a fault</numerusform>
            <numerusform>%n with a fault</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unknown</source>
        <translation>
            <numerusform>%n unknown</numerusform>
            <numerusform>%n unknown</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pd::ui::MessageBar</name>
    <message numerus="yes">
        <source>%n times</source>
        <translation>
            <numerusform>%n time</numerusform>
            <numerusform>%n times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pd::ui::LinkWatch</name>
    <message numerus="yes">
        <source>%n pile(s) lost the connection to the cloud: %1.</source>
        <translation>
            <numerusform>%n pile lost the connection to the cloud: %1.</numerusform>
            <numerusform>%n piles lost the connection to the cloud: %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pd::ui::RefusedWatch</name>
    <message numerus="yes">
        <source>%n pile(s) refused</source>
        <translation>
            <numerusform>%n pile refused</numerusform>
            <numerusform>%n piles refused</numerusform>
        </translation>
    </message>
</context>
</TS>
