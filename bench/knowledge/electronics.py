"""A synthetic electronics catalogue in the style of a distributor's feed, with its ground truth.

Titles carry brand, series, model code and specifications, often without the noun a customer would use; some
descriptions are missing and some name other kinds of product, as real feeds do. Every word was written for
this project.
"""

# ruff: noqa: E501, SIM905 (tables)

from __future__ import annotations

import random
from dataclasses import dataclass
from decimal import Decimal

from appliance.core.products import Availability, Product, Variant

# kind | nouns in titles | category | what customers type | brands | specifications | related kinds
KINDS = """
laptop|Notebook;Notebook PC;Laptop;Mobile workstation|Notebooks|laptop;notebook computer;portable computer;gaming laptop~gaming;laptop i7~i7;cheap laptop;laptop 16gb ram~16GB|Hewden;Lenaro;Acera;Dellwin;Asurion;Toshika|15.6" Full HD;14" HD;13.3" Touchscreen;i5;i7;8GB;16GB;256GB SSD;512GB SSD;gaming|tablet:1,desktop:1
desktop|Desktop PC;Tower;Mini PC;All-in-One PC|Desktop computers|desktop computer;pc;mini pc;all in one pc|Hewden;Lenaro;Acera;Dellwin|i5;i7;8GB;16GB;1TB HDD;512GB SSD;Windows 10 Pro|laptop:1
tablet|Tablet;Tab;Slate|Tablets|tablet;android tablet;tablet 10 inch~10.1"|Samsara;Lenaro;Apfel;Huawin|10.1";8";32GB;64GB;Wi-Fi;LTE;Android|laptop:1,ereader:1
smartphone|Smartphone;Dual SIM;5G phone|Mobile phones|mobile phone;smartphone;cell phone;phone 128gb~128GB;dual sim phone~Dual SIM|Samsara;Apfel;Huawin;Motoria;Noklin|6.1";6.5";64GB;128GB;Dual SIM;5G;Black;Blue|phonecase:0,deskphone:1
phonecase|Cover;Flip case;Bumper;Wallet case|Mobile phone cases|phone case;mobile phone cover;phone wallet case|Spigar;Otterbay;Belkora;Samsara|for Galaxa S8;for Apfel 8;Transparent;Black;Leather;Silicone|screenprot:1
screenprot|Screen protector;Tempered glass;Display film|Screen protectors|screen protector;tempered glass;phone glass|Spigar;Belkora;PanzerShield|for Galaxa S8;for Apfel 8;2-pack;Anti-glare;Privacy|phonecase:1
smartwatch|Smartwatch;Watch|Smartwatches|smart watch;smartwatch;gps watch~GPS|Samsara;Apfel;Garmond;Fitbrit|GPS;42 mm;44 mm;Black;Heart rate|tracker:2
tracker|Activity tracker;Wristband activity tracker;Fitness band|Activity trackers|fitness tracker;activity band;step counter|Fitbrit;Garmond;Xiaoma|OLED;Heart rate;Waterproof;Black|smartwatch:2
usbstick|USB flash drive;USB 3.0 drive;DataStick|USB flash drives|usb stick;usb stick 64gb~64GB;memory stick;flash drive;thumb drive 32gb~32GB;pen drive|Kingsten;Sandesk;Verbatom;Transcent;Corsar|16GB;32GB;64GB;128GB;USB 3.0;Metal;Black|sdcard:1,exthdd:1
sdcard|SDXC card;microSDHC;Memory card;CompactFlash|Memory cards|memory card;sd card;micro sd card 64gb~64GB;sd card 128gb~128GB|Kingsten;Sandesk;Lexara;Transcent|32GB;64GB;128GB;Class 10;UHS-I|usbstick:1
cardreader|Card reader;USB 3.0 card reader|Card readers|card reader;sd card reader;smart card reader|Transcent;Hamia;Kensingtor|USB 3.0;Black;Multi;USB-C|sdcard:0
exthdd|External hard drive;Portable HDD;Portable drive|External hard drives|external hard drive;portable hard disk;external hdd 2tb~2TB;backup drive|Seagrave;Westdal;Toshika;LaCine|1TB;2TB;4TB;USB 3.0;2.5";Black|ssd:1,nas:1
ssd|SSD;Solid state drive;M.2 drive|Solid state drives|ssd;solid state drive;ssd 500gb~500GB;nvme drive~NVMe;m.2 ssd~M.2|Samsara;Crucior;Kingsten;Westdal;Intelo|250GB;500GB;1TB;M.2;NVMe;SATA III;2.5"|hdd:1,exthdd:1
hdd|Internal hard drive;HDD;NAS hard drive|Internal hard drives|hard drive;internal hard disk;4tb hard drive~4TB;hdd|Seagrave;Westdal;Toshika|1TB;2TB;4TB;8TB;3.5";7200 RPM;SATA|ssd:1,exthdd:1
nas|NAS;Network storage server;DiskBay|Network attached storage|nas;network storage;home server storage;4 bay nas~4-bay|Synolox;Qnar;Westdal;Netgeer|2-bay;4-bay;4TB;Ethernet LAN;Tower|exthdd:1,server:1
server|Rack server;Tower server;PowerRack|Servers|server;rack server;xeon server~Xeon|Hewden;Dellwin;Fujitso|Xeon;1U;2U;16GB;32GB;750W|nas:1
ram|Memory module;DDR4 SODIMM;DDR4 DIMM|Memory modules|ram;computer memory;ddr4 16gb~16GB;laptop memory 8gb~8GB|Kingsten;Crucior;Corsar;Hynax|8GB;16GB;32GB;DDR4;2666 MHz;SODIMM|sdcard:0
cpu|Processor;CPU boxed|Processors|processor;cpu;i7 processor~i7;desktop cpu|Intelo;Amdas|i5;i7;3.6 GHz;LGA 1151;8 MB cache|motherboard:0
motherboard|Motherboard;Mainboard|Motherboards|motherboard;mainboard;atx motherboard~ATX|Asurion;Gigabait;Msia|ATX;Micro ATX;LGA 1151;DDR4;AM4|cpu:0
gpu|Graphics card;Video card;GeoForce|Graphics cards|graphics card;gpu;video card;gaming graphics card~gaming|Msia;Gigabait;Asurion;Zotar|8GB GDDR6;6GB GDDR5;PCI Express;gaming;OC|motherboard:0
psu|Power supply unit;ATX PSU|Power supply units|power supply;pc power supply;psu 650w~650W|Corsar;Seasonia;Coolmaster|450W;650W;750W;ATX;Modular|laptopcharger:1,ups:1
pccase|Midi tower;Computer case;Chassis|Computer cases|pc case;computer case;tower case|Coolmaster;Corsar;Nzxa|ATX;Black;White;Tempered side;USB 3.0|laptopbag:0
cooler|CPU cooler;Case fan;Liquid cooling kit|Computer cooling|cpu cooler;pc fan;water cooling~Liquid|Noctwa;Coolmaster;Corsar|120 mm;140 mm;RGB;Liquid;LGA 1151|fan:0
monitor|Monitor;LED display;Computer monitor;LCD|Monitors|monitor;computer screen;27 inch monitor~27";4k monitor~4K;curved monitor~Curved;gaming monitor~gaming|Dellwin;Samsara;Elgee;Iiyaro;Benqor;Philbis|24";27";32";4K;Full HD;Curved;gaming;HDMI|tv:1,monitorarm:0
monitorarm|Monitor mount;Desk mount;Monitor arm;Flat panel stand|Monitor mounts|monitor arm;monitor stand;screen mount for desk|Ergotrin;Neomont;Vogol|13-27";Dual;Black;Desk clamp|tvmount:2
tv|LED TV;OLED TV;Smart TV;QLED|Televisions|tv;television;smart tv~Smart;55 inch tv~55";4k tv~4K;oled tv~OLED|Samsara;Elgee;Sonya;Philbis;Panasono|43";55";65";4K;Smart;OLED;Wi-Fi|monitor:1,tvmount:0
tvmount|TV mount;Flat panel wall mount;Wall bracket|TV mounts|tv wall mount;tv bracket;wall mount 55~55"|Vogol;Neomont;Hamia|32-55";55";Tilt;Black;VESA|monitorarm:2
soundbar|Soundbar speaker;Sound bar|Soundbars|soundbar;tv speaker;home cinema sound|Sonya;Samsara;Boze;Elgee|2.1 channels;300W;Bluetooth;HDMI;Black|speaker:1
speaker|Portable speaker;Bluetooth speaker;Loudspeaker;Stereo speakers|Speakers|bluetooth speaker~Bluetooth;wireless speaker;pc speakers;portable speaker|Jabel;Boze;Sonya;Logitac;Creatova|Bluetooth;10W;20W;Waterproof;Black;Red|soundbar:1,headphones:0
headphones|Headphones Head-band;Over-ear headphones;Noise cancelling headphones|Headphones|headphones;wireless headphones~Bluetooth;noise cancelling headphones~Noise cancelling;over ear headphones|Sonya;Boze;Sennhauer;Jabel;Akgo|Bluetooth;Noise cancelling;Black;White;Foldable|headset:2,earbuds:2
earbuds|In-ear headphones;True wireless buds;In-ear headset|In-ear headphones|earphones;earbuds;in ear headphones;wireless earbuds~Bluetooth|Sonya;Apfel;Jabel;Samsara|Bluetooth;Black;White;Charging case;Sport|headphones:2
headset|Headset monaural;Stereo headset;Binaural headset;Gaming headset|Headsets|headset;office headset;headset with microphone;gaming headset~gaming;call centre headset|Plantronix;Jabra Line;Sennhauer;Logitac|USB;Wired;DECT;gaming;Black;Binaural|headphones:2,microphone:1
microphone|Microphone;Studio condenser microphone;Lavalier|Microphones|microphone;usb microphone~USB;mic|Rodex;Bluye;Trusto|USB;XLR;Cardioid;Black|headset:1
webcam|Webcam;HD webcam;Conference camera|Webcams|webcam;web camera;1080p webcam~1080p;video conference camera|Logitac;Trusto;Microsofa|1080p;720p;USB;Autofocus|camera:1,ipcam:1
ipcam|IP security camera;Network camera;Dome camera|Security cameras|security camera;ip camera;cctv camera;outdoor surveillance camera~Outdoor|Axion;Hikvisor;Netgeer;D-Lank|Outdoor;Indoor;1080p;PoE;Night vision|webcam:1,camera:0
camera|Compact camera;SLR camera body;Mirrorless camera;Digital camera kit|Digital cameras|digital camera;dslr;compact camera;mirrorless camera~Mirrorless|Canar;Nikar;Sonya;Panasono|20 MP;24 MP;4K;Wi-Fi;Black;18-55 mm|lens:1,webcam:1
lens|Telephoto lens;Zoom lens;Wide-angle lens;Objective|Camera lenses|camera lens;zoom lens;wide angle lens~Wide-angle;50mm lens~50 mm|Canar;Nikar;Sigmar;Tamrin|50 mm;18-200 mm;70-300 mm;f/1.8;Wide-angle|camera:1
tripod|Tripod;Monopod;Travel tripod|Tripods|tripod;camera stand;phone tripod|Manfretti;Hamia;Velbin|Aluminium;Carbon;160 cm;Ball head|monitorarm:0
camerabag|Camera shoulder case;Camera backpack;Holster|Camera bags|camera bag;camera backpack;dslr case|Lowepra;Manfretti;Hamia|Black;Grey;Waterproof;for SLR camera|laptopbag:1
laptopbag|Notebook case;Notebook sleeve;Briefcase;Backpack case|Notebook cases|laptop bag;laptop backpack~Backpack;notebook sleeve;laptop case 15.6~15.6"|Targos;Case Logix;Kensingtor;Hewden|15.6";14";Black;Backpack;Sleeve;for notebooks|camerabag:1,pccase:0
laptopcharger|Power adapter;AC adapter;Notebook charger|Power adapters & inverters|laptop charger;power adapter;notebook power supply;ac adapter 65w~65W|Hewden;Lenaro;Targos;Dellwin|45W;65W;90W;for notebook;Black|phonecharger:1,psu:1
phonecharger|Mobile device charger;Wall charger;Car charger|Mobile device chargers|phone charger;usb charger~USB;car charger~Car;wireless charger~Wireless|Belkora;Ankor;Samsara|USB;2.4A;Wireless;Car;White;Fast charge|laptopcharger:1,powerbank:1
powerbank|Power bank;Portable battery pack|Power banks|power bank;portable charger;battery pack 10000mah~10000 mAh|Ankor;Xiaoma;Belkora|5000 mAh;10000 mAh;20000 mAh;Black;USB-C|phonecharger:1,battery:1
battery|Household battery AA;Alkaline battery;Rechargeable battery;Lithium cell|Household batteries|batteries;aa batteries~AA;rechargeable batteries~Rechargeable;button cell|Duracal;Energix;Vartan;Panasono|AA;AAA;4-pack;8-pack;Alkaline;Rechargeable|powerbank:1,ups:0
ups|Uninterruptible power supply;UPS line-interactive|UPS|ups;battery backup;uninterruptible power supply|Apcar;Eatonia;Cyberpow|700 VA;1500 VA;Tower;4 AC outlets|psu:0,powerstrip:1
powerstrip|Power extension;Surge protector;Power distribution strip|Surge protectors|extension lead;power strip;surge protector|Belkora;Apcar;Brennen|4 AC outlets;6 AC outlets;2 m;White;USB|ups:1
hdmicable|HDMI cable;High speed HDMI;HDMI Type A|HDMI cables|hdmi cable;hdmi lead 2m~2 m;hdmi cable 5m~5 m|Cabloo;Startek;Hamia;Lindor|1 m;2 m;5 m;4K;Black;gold-plated|usbcable:1,dpcable:1
dpcable|DisplayPort cable;Mini DisplayPort adapter;USB-C to DisplayPort|DisplayPort cables|displayport cable;mini displayport adapter|Startek;Lindor;Cabloo|1 m;2 m;3 m;4K;Black|hdmicable:1
usbcable|USB cable;Lightning cable;USB-C cable|USB cables|usb c cable~USB-C;charging cable;usb cable;lightning cable~Lightning|Belkora;Ankor;Cabloo;Startek|1 m;2 m;USB-C;Lightning;Micro-USB;Black;White|hdmicable:1
netcable|Networking cable;Patch cable;UTP RJ-45|Networking cables|ethernet cable;network cable;lan cable 5m~5 m;cat6 cable~Cat6;patch lead|Cabloo;Startek;Lindor;Digitor|1 m;2 m;5 m;10 m;Cat6;Cat5e;Grey;Blue|usbcable:1
router|Wireless router;Dual-band router;Gateway|Routers|router;wifi router;wireless router dual band~Dual-band;4g router~4G|Netgeer;Tp-Lank;Asurion;D-Lank|Dual-band;Gigabit;4G;AC1200;Black|accesspoint:2,switch:1
accesspoint|WLAN access point;Mesh Wi-Fi system;Wi-Fi extender|Wireless access points|access point;wifi extender;mesh wifi~Mesh;wlan repeater|Ubiquor;Netgeer;Tp-Lank|AC1200;1200 Mbit/s;Mesh;PoE;White|router:2
switch|Network switch;Managed L2 switch;Gigabit switch|Network switches|network switch;8 port switch~8-port;gigabit switch~Gigabit;poe switch~PoE|Ciscar;Netgeer;Tp-Lank;Hewden|8-port;24-port;Gigabit;PoE;Managed;Rack|router:1,console:0
dock|Docking station;USB-C dock;Port replicator|Notebook docks|docking station;usb c dock~USB-C;laptop dock|Dellwin;Hewden;Startek;Targos|USB-C;Dual display;USB 3.0;Black|hub:1
hub|USB hub;Interface hub|Interface hubs|usb hub;usb c hub~USB-C;4 port hub~4-port|Trusto;Startek;Ankor|4-port;7-port;USB 3.0;USB-C;Black|dock:1
keyboard|Keyboard QWERTY;Mechanical keyboard;Wireless desktop set|Keyboards|keyboard;wireless keyboard~Wireless;mechanical keyboard~Mechanical;gaming keyboard~gaming;bluetooth keyboard~Bluetooth|Logitac;Microsofa;Cherrio;Corsar|Wireless;USB;QWERTY;gaming;Bluetooth;Black;Mechanical|mouse:1
mouse|Mouse Optical;Laser mouse;Wireless mouse;Trackball|Mice|mouse;wireless mouse~Wireless;gaming mouse~gaming;computer mouse;ergonomic mouse~Ergonomic|Logitac;Microsofa;Razor Blue;Trusto|Wireless;1000 DPI;gaming;USB;Black;Ergonomic|mousepad:1,keyboard:1
mousepad|Mouse pad;Gaming mat|Mouse pads|mouse mat;mouse pad;gaming mouse mat~gaming|Logitac;Razor Blue;Trusto|Black;gaming;XL;Gel|mouse:1
printer|Laser printer;Inkjet photo printer;Colour laser|Printers|printer;laser printer~Laser;colour printer;wireless printer~Wi-Fi;home printer|Hewden;Canar;Epsor;Brothar|Laser;A4;Wi-Fi;1200 x 1200 DPI;Duplex|mfp:2
mfp|Multifunction inkjet;Multifunctional laser A4;All-in-one inkjet|Multifunction printers|all in one printer;printer scanner copier;multifunction printer|Hewden;Canar;Epsor;Brothar|A4;Wi-Fi;Fax;4800 DPI;Duplex|printer:2,scanner:1
toner|Toner cartridge original;Laser toner;Drum unit|Toner cartridges|toner;toner cartridge;black toner~Black;laser printer toner|Hewden;Brothar;Canar;Kyocern|Black;Cyan;Magenta;2500 pages;Yellow|ink:2,printer:0
ink|Ink cartridge original;Ink bottle;Ink multipack|Ink cartridges|ink cartridge;printer ink;ink;cyan ink~Cyan;printer cartridges|Hewden;Canar;Epsor;Brothar|Black;Cyan;Yellow;XL;13 ml|toner:2,printer:0
paper|Photo paper;Printing paper A4;Inkjet paper|Printing paper|photo paper~Photo;printer paper;a4 paper~A4|Hewden;Canar;Epsor;Averin|A4;10x15 cm;Glossy;500 sheets;Photo|label:1
label|Printer label;Label tape;Self-adhesive labels|Labels|labels;label tape;address labels|Dymor;Brothar;Averin|White;12 mm;Black on white;500 pieces|labelprinter:1,paper:1
labelprinter|Label printer;Thermal label maker|Label printers|label printer;label maker;thermal printer|Dymor;Brothar;Zebrix|Thermal;203 DPI;USB;Wi-Fi|printer:1,label:0
scanner|Document scanner;Flatbed scanner;Sheet-fed scanner|Scanners|scanner;document scanner;photo scanner~Flatbed|Canar;Epsor;Fujitso|A4;600 DPI;Duplex;USB;Flatbed|barcode:1,mfp:1
barcode|Barcode reader;Handheld bar code reader|Barcode readers|barcode scanner;bar code reader;handheld scanner|Zebrix;Honeywall;Datalogix|1D;2D;USB;Wireless;Black|scanner:1
projector|Data projector;DLP projector;Portable projector|Projectors|projector;beamer;home cinema projector;full hd projector~Full HD|Epsor;Benqor;Optomo;Acera|3000 ANSI lumens;Full HD;WXGA;HDMI;White|projscreen:0
projscreen|Projection screen;Tripod screen|Projection screens|projector screen;projection screen|Elitor;Projecto;Hamia|100";16:9;Manual;White|projector:0
shredder|Paper shredder;Cross-cut shredder|Paper shredders|paper shredder;shredder|Fellowar;Leitzer;HSMo|Cross-cut;10 sheets;20 L;Black|laminator:0
laminator|Laminator;Hot laminator A4|Laminators|laminator;laminating machine|Fellowar;Leitzer|A4;A3;White|shredder:0
calculator|Calculator Desktop;Scientific calculator;Printing calculator|Calculators|calculator;scientific calculator~Scientific;graphing calculator|Casia;Texar;Sharpo|12 digits;Scientific;Solar;Black|phone:0
deskphone|IP phone;DECT telephone;Corded phone|Telephones|landline phone;cordless phone~DECT;ip phone~IP;office telephone|Gigaset Line;Ciscar;Panasono;Yealin|DECT;IP;Corded;Black;LCD|smartphone:1,headset:0
console|Game console;Video game console bundle|Game consoles|game console;games console;video game console|Sonya;Microsofa;Nintor|500GB;1TB;Black;White;Bundle|controller:1,game:1
controller|Gamepad;Wireless controller;Racing wheel|Gaming controllers|game controller;gamepad;joystick;racing wheel~Racing|Sonya;Microsofa;Logitac;Thrustor|Wireless;Black;Red;USB;Racing|console:1
game|Video game Basic;Game PC/console edition|Video games|video game;football game~Football;racing game~Racing|Electron Arts;Ubisift;Nintor|Football;Racing;Action;Basic;English|console:1
ereader|E-book reader;E-reader|E-book readers|e reader;ebook reader;kindle style reader|Kobar;Amazor;Pocketbok|6";8GB;Touchscreen;Black;Wi-Fi|tablet:1
antivirus|Internet security licence;Antivirus software;Security suite|Antivirus software|antivirus;internet security;virus protection software|Nortan;Kasparo;Mcafo|1 user;3 devices;1 year;Multilingual|office:1
office|Office suite licence;Office Home & Business;Office 365|Office suites|office software;office licence;word processor software|Microsofa;Corelo|1 user;5 devices;1 year;English;Full|antivirus:1
vacuum|Vacuum cleaner;Cylinder vacuum;Robot vacuum;Handstick|Vacuum cleaners|vacuum cleaner;hoover;robot vacuum~Robot;cordless vacuum~Cordless|Dysan;Mielo;Philbis;Boscho|700W;Bagless;Robot;Cordless;2 L;Red|vacuumbag:0
vacuumbag|Dust bag;Vacuum filter;Vacuum accessory|Vacuum supplies|vacuum bags;hoover filter;dust bags|Mielo;Philbis;Boscho;Menalex|4-pack;Synthetic;White;for Mielo|vacuum:0
washer|Washing machine front-load;Washer dryer|Washing machines|washing machine;washer dryer;front loader|Boscho;Samsara;Elgee;Zanusso|7 kg;8 kg;1400 RPM;A+++;White|dryer:1
dryer|Tumble dryer;Condenser dryer;Heat pump dryer|Tumble dryers|tumble dryer;clothes dryer;heat pump dryer~Heat pump|Boscho;Samsara;Beka|7 kg;8 kg;A++;White;Heat pump|washer:1,hairdryer:0
fridge|Fridge-freezer freestanding;Refrigerator;Side-by-side|Fridges|fridge;refrigerator;fridge freezer;american fridge|Boscho;Samsara;Elgee;Liebhar|300 L;A++;Stainless steel;White;No frost|freezer:2
freezer|Freezer upright;Chest freezer|Freezers|freezer;chest freezer~Chest|Liebhar;Beka;Zanusso|200 L;Chest;A+;White|fridge:2
dishwasher|Dishwasher fully built-in;Dishwasher freestanding|Dishwashers|dishwasher;built in dishwasher;dish washing machine|Boscho;Siemar;Beka|14 place settings;A++;60 cm;45 cm;White|washer:1
oven|Oven electric;Built-in oven;Range cooker|Ovens|oven;electric oven;built in oven;cooker|Boscho;Siemar;Zanusso|71 L;Stainless steel;60 cm;Black|microwave:1,hob:1
hob|Hob induction;Ceramic hob;Gas hob|Hobs|induction hob~induction;gas hob~Gas;cooktop|Boscho;Siemar;Zanusso|60 cm;4 zones;Black;induction;Gas|oven:1
microwave|Microwave solo;Combination microwave;Grill microwave|Microwaves|microwave;microwave oven;microwave with grill~Grill|Samsara;Panasono;Sharpo|20 L;800W;Grill;Silver|oven:1
coffee|Espresso machine;Coffee pod machine;Drip coffee maker|Coffee makers|coffee machine;espresso machine;coffee maker;pod coffee machine|Delongo;Krupsa;Philbis;Melittor|15 bar;1.5 L;Silver;Black;Milk frother|kettle:1
kettle|Electric kettle;Kettle|Electric kettles|kettle;electric kettle;water boiler|Russel Hobb;Boscho;Philbis|1.7 L;2200W;Stainless steel;White|coffee:1
toaster|Toaster;2-slice toaster;Long slot toaster|Toasters|toaster;4 slice toaster~4-slice|Russel Hobb;Boscho;Kenward|2-slice;4-slice;Black;Silver;900W|sandwich:1
sandwich|Sandwich maker;Contact grill;Waffle iron|Sandwich makers|sandwich toaster;waffle maker~Waffle;panini press|Russel Hobb;Tefala|700W;Non-stick;Black;Waffle|toaster:1
blender|Blender tabletop;Hand blender;Smoothie maker|Blenders|blender;smoothie maker;hand blender~Hand;liquidiser|Boscho;Kenward;Philbis|600W;1.5 L;Hand;Black|mixer:1
mixer|Food processor;Stand mixer;Hand mixer|Food processors|food processor;stand mixer;cake mixer|Kenward;Boscho;Kitchenor|1000W;4.6 L;Red;White|blender:1
iron|Steam iron;Steam ironing station;Dry iron|Irons|iron;steam iron;ironing|Philbis;Tefala;Boscho|2400W;Blue;Ceramic;300 ml|sandwich:0
hairdryer|Hair dryer;Travel hairdryer;Diffuser dryer|Hair dryers|hair dryer;blow dryer;travel hair dryer~Travel|Babylin;Philbis;Remingtor|2000W;1600W;Ionic;Black;Travel|dryer:0,straightener:1
straightener|Straightening iron;Hair styler;Curling iron|Hair styling tools|hair straightener;curling tongs;hair styler|Babylin;Remingtor;Philbis|230 C;Ceramic;Black;Pink|hairdryer:1
shaver|Men's shaver Rotation;Foil shaver;Beard trimmer|Shavers|electric shaver;beard trimmer~Beard;razor|Brauna;Philbis;Remingtor|Wet & dry;Black;Beard;Cordless|toothbrush:1
toothbrush|Electric toothbrush;Sonic toothbrush|Electric toothbrushes|electric toothbrush;toothbrush;sonic toothbrush|Oral-Bee;Philbis|Rotating;White;2 pieces;Timer|shaver:0
fan|Household fan;Tower fan;Ceiling fan|Fans|fan;tower fan~Tower;ceiling fan~Ceiling|Honeywall;Dysan;Rowento|45W;3 speeds;White;Tower|cooler:0,heater:1
heater|Fan heater;Oil-filled radiator;Convector|Space heaters|heater;electric heater;oil radiator~Oil|Delongo;Honeywall;Rowento|2000W;1500W;White;Thermostat|fan:1
bulb|LED bulb E27;Halogen spot GU10;LED lamp|LED lamps|light bulb;led bulb;gu10 bulb~GU10;smart bulb~Smart|Philbis;Osramo;Ikeor|E27;GU10;9W;Warm white;Smart|desklamp:1
desklamp|Table lamp;Desk luminaire LED|Table lamps|desk lamp;table lamp;reading light|Philbis;Osramo;Hamia|LED;White;Black;Dimmable|bulb:1
thermometer|Digital body thermometer;Ear thermometer|Thermometers|thermometer;ear thermometer~Ear;baby thermometer|Brauna;Beurar;Omronix|Ear;White;LCD;Fast|scales:0
scales|Personal scale;Kitchen scale;Body analyser|Scales|bathroom scales;kitchen scales~Kitchen;body weight scale|Beurar;Soehnlo;Tefala|180 kg;5 kg;Glass;Kitchen;White|thermometer:0
"""

SERIES = "Aero Bravo Core Delta Edge Flex Grand Halo Ion Jet Kite Luma Max Nova Orbit Prime Quest Rapid Sky Titan".split()
PHRASES = (
    "Designed for everyday work, it keeps pace with your {kind}.",
    "Enjoy reliable performance at home and in the office.",
    "Energy efficient and quiet, backed by a two-year warranty.",
    "Compatible with most {other} models and easy to set up.",
    "The {kind} you can count on, with {spec} and a compact design.",
    "Works great together with your {other} and other accessories.",
    "Plug in and go: no drivers needed.",
    "Elegant finish in durable materials. In the box: {kind}, manual, cable.",
    "With {spec} you get more done in less time.",
    "Part number {code}. Ideal replacement for older {other}.",
)


@dataclass(frozen=True)
class Kind:
    """One kind of product; `queries` are (words, required specification or "")."""

    name: str
    nouns: tuple[str, ...]
    category: str
    queries: tuple[tuple[str, str], ...]
    brands: tuple[str, ...]
    specs: tuple[str, ...]
    related: dict[str, int]


@dataclass(frozen=True)
class Truth:
    """What is known of a generated product and not always said in its texts."""

    kind: str
    brand: str
    specs: frozenset[str]
    code: str


def kinds() -> dict[str, Kind]:
    parsed = {}
    for line in KINDS.strip().splitlines():
        name, nouns, category, queries, brands, specs, related = line.split("|")
        pairs = tuple((q.partition("~")[0], q.partition("~")[2]) for q in queries.split(";"))
        links = {k: int(v) for k, _, v in (item.partition(":") for item in related.split(","))}
        parsed[name] = Kind(
            name,
            tuple(nouns.split(";")),
            category,
            pairs,
            tuple(brands.split(";")),
            tuple(specs.split(";")),
            links,
        )
    return parsed


def catalogue(count: int, seed: int = 1, noun: float = 0.75) -> tuple[list[Product], list[Truth]]:
    """Return `count` products, Zipf-like over kinds, and their ground truth in the same order.

    `noun` is the share of titles that say what the thing is.
    """
    rng = random.Random(seed)
    table = list(kinds().values())
    rng.shuffle(table)
    weights = [1 / (rank + 4) ** 0.7 for rank in range(len(table))]
    codes: set[str] = set()
    made = [
        _product(rng, kind, table, codes, row, noun)
        for row, kind in enumerate(rng.choices(table, weights, k=count), 2)
    ]
    return [product for product, _ in made], [truth for _, truth in made]


def _product(
    rng: random.Random, kind: Kind, table: list[Kind], codes: set[str], row: int, named: float
) -> tuple[Product, Truth]:
    brand = rng.choice(kind.brands)
    specs = rng.sample(kind.specs, k=min(len(kind.specs), rng.randint(2, 4)))
    code = _code(rng, codes)
    other = rng.choice(list(kind.related) or [kind.name])
    others = next((k for k in table if k.name == other), rng.choice(table))
    noun = rng.choice(kind.nouns) if rng.random() < named else ""
    head = [brand, rng.choice(SERIES) if rng.random() < 0.5 else "", code]
    tail = [*specs, noun] if rng.random() < 0.5 else [noun, *specs]
    sentences = rng.sample(PHRASES, k=rng.choice((0, 1, 2, 2, 3, 4)))
    said = [
        s.format(
            kind=rng.choice((*kind.nouns, kind.queries[0][0])).lower(),
            other=others.queries[0][0],
            spec=rng.choice(specs),
            code=code,
        )
        for s in sentences
    ]
    price = Decimal(rng.randint(500, 200_000)) / 100
    quantity = rng.choice((0, 0, 3, 10, 40, None))
    available = Availability.OUT_OF_STOCK if quantity == 0 else Availability.IN_STOCK
    variant = Variant(
        sku=f"{row * 7919 % 10_000_000:07d}",
        price=price,
        currency="AUD",
        quantity=quantity,
        availability=available,
        barcode=f"40{rng.randint(10**10, 10**11 - 1)}",
    )
    product = Product(
        key=f"item-{row}",
        title=" ".join(filter(None, head + tail)),
        description=" ".join(said),
        brand=brand,
        categories=(kind.category,),
        attributes=tuple((f"Feature {i}", s) for i, s in enumerate(kind.specs)),
        variants=(variant,),
        row=row,
    )
    return product, Truth(kind.name, brand, frozenset(specs), code)


def _code(rng: random.Random, taken: set[str]) -> str:
    while True:
        letters = "".join(rng.choices("ABCDEFGHJKLMNPRSTUVWXZ", k=rng.randint(1, 3)))
        digits = str(rng.randint(10, 9999))
        tail = rng.choice(("", "", rng.choice("ABEX"), f"-{rng.choice('BKW')}{rng.randint(1, 99)}"))
        code = rng.choice(
            (f"{letters}{digits}{tail}", f"{letters}-{digits}{tail}", f"{letters} {digits}{tail}")
        )
        if len(code) >= 5 and code not in taken:
            taken.add(code)
            return code
